package dev.kairos.touchpoint;

import dev.kairos.profile.Kind;

/**
 * What the records of one identity have in common in a journal: 64 bits of its kind and id. FNV-1a over the UTF-16
 * units (Fowler, Noll and Vo), finished with the mixer of MurmurHash3 (Appleby). Stored: never to be changed.
 *
 * <p>Two identities may share a key; whoever looks for the records of one must look into them as well.
 */
public final class PartitionKey {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

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

    private static long of(char prefix, String id) {
        long hash = (FNV_OFFSET ^ prefix) * FNV_PRIME;
        for (int i = 0; i < id.length(); i++) {
            char unit = id.charAt(i);
            hash = (hash ^ (unit & 0xff)) * FNV_PRIME;
            hash = (hash ^ (unit >>> 8)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
