package dev.kairos.profile;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One of the ids that lead to a person.
 *
 * @param kind {@link Kind#PERSON} for a {@code userId}, {@link Kind#ANONYMOUS} for an {@code anonymousId}
 * @param id as {@link ProfileKey#id()}
 */
public record Identity(Kind kind, String id) implements Comparable<Identity> {

    private static final Comparator<Identity> ORDER =
            Comparator.comparing(Identity::kind).thenComparing(Identity::id);

    public Identity {
        if (kind != Kind.PERSON && kind != Kind.ANONYMOUS) {
            throw new IllegalArgumentException("a " + kind + " is no person");
        }
        String problem = ProfileKey.problemWith(id);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    public static Identity user(String userId) {
        return new Identity(Kind.PERSON, userId);
    }

    public static Identity anonymous(String anonymousId) {
        return new Identity(Kind.ANONYMOUS, anonymousId);
    }

    /** Where its profile is found. */
    public ProfileKey key() {
        return new ProfileKey(kind, id);
    }

    /** Written out, since that of a record goes through method handles: it is asked several times for each touchpoint. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Identity that && kind == that.kind && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + kind.ordinal();
    }

    /** User ids before anonymous ones, each by the order of their characters. */
    @Override
    public int compareTo(Identity other) {
        return ORDER.compare(this, other);
    }
}
