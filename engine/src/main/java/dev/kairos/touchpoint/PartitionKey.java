package dev.kairos.touchpoint;

import dev.kairos.profile.Kind;

/** The partition keys of identities, as every log has them: {@link dev.kairos.journal.PartitionKey}. */
public final class PartitionKey {

    private PartitionKey() {}

    public static long of(Kind kind, String id) {
        return of(
                switch (kind) {
                    case PERSON -> 'p';
                    case ANONYMOUS -> 'a';
                    case HOUSEHOLD -> 'h';
                    case COMPANY -> 'c';
                },
                id);
    }

    public static long ofUser(String userId) {
        return of('p', userId);
    }

    public static long ofAnonymous(String anonymousId) {
        return of('a', anonymousId);
    }

    /** The user's when there is one, else that of the anonymous id. */
    public static long of(Who who) {
        String userId = who.userId();
        return userId != null ? ofUser(userId) : of('a', String.valueOf(who.anonymousId()));
    }

    private static long of(char kind, String id) {
        return dev.kairos.journal.PartitionKey.of(kind, id);
    }
}
