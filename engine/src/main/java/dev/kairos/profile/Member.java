package dev.kairos.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One identity of a person that is being changed. Lives as long as the update; the writer's thread only. */
final class Member {

    final Identity identity;
    Person person;
    private final TreeMap<Identity, Link> links = new TreeMap<>();
    private @Nullable FacetDraft facet;

    Member(Identity identity, Person person) {
        this.identity = identity;
        this.person = person;
    }

    Collection<Link> links() {
        return links.values();
    }

    @Nullable
    Link link(Identity other) {
        return links.get(other);
    }

    void put(Link link) {
        links.put(link.other(), link);
    }

    void remove(Identity other) {
        links.remove(other);
    }

    /** The link of an anonymous id to the user who has it now. */
    @Nullable
    Link claim() {
        // Users come first.
        Link first = links.isEmpty() ? null : links.firstEntry().getValue();
        return first != null
                        && identity.kind() == Kind.ANONYMOUS
                        && first.other().kind() == Kind.PERSON
                ? first
                : null;
    }

    /** What was told under this identity; null while it is not loaded, which it is with its person. */
    @Nullable
    FacetDraft facet() {
        return facet;
    }

    void setFacet(FacetDraft loaded) {
        facet = loaded;
    }

    boolean hasTold() {
        FacetDraft known = facet;
        return known != null && known.exists();
    }

    static List<String> ids(Collection<Member> members, Kind kind, Identity but) {
        List<String> ids = new ArrayList<>();
        for (Member member : members) {
            if (member.identity.kind() == kind && !member.identity.equals(but)) {
                ids.add(member.identity.id());
            }
        }
        return ids;
    }
}
