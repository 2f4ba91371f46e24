package dev.kairos.journal;

import java.nio.charset.StandardCharsets;

/**
 * What records are partitioned and erased by: 64 bits for the kind and id of a customer, the same in every log. FNV-1a
 * over the kind and the id's UTF-8, then the finalizer of MurmurHash3, so that every bit depends on every byte. Two of
 * a million customers share a key with a probability of 1 in 37 million.
 */
public final class PartitionKey {

    /** Of a record that belongs to no customer, and of one that was blanked. Never the key of an id. */
    public static final long NONE = 0;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int ASCII = 0x80;

    private PartitionKey() {}

    /** @param kind the letter that the profile store has for this kind of id, e.g. {@code p} for a person */
    public static long of(char kind, String id) {
        long hash = start(kind);
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c >= ASCII) {
                byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
                return of(kind, utf8, 0, utf8.length);
            }
            hash = (hash ^ c) * FNV_PRIME;
        }
        return finish(hash);
    }

    /** The same for an id in {@code utf8[from, to)}. */
    public static long of(char kind, byte[] utf8, int from, int to) {
        long hash = start(kind);
        for (int i = from; i < to; i++) {
            hash = (hash ^ utf8[i] & 0xFF) * FNV_PRIME;
        }
        return finish(hash);
    }

    private static long start(char kind) {
        return (FNV_OFFSET ^ kind) * FNV_PRIME;
    }

    private static long finish(long hash) {
        long mixed = hash;
        mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        mixed ^= mixed >>> 33;
        return mixed == NONE ? 1 : mixed;
    }
}
