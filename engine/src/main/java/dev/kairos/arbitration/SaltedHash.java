package dev.kairos.arbitration;

/**
 * A share between 0 and 1 from a salt and a key: FNV-1a over the UTF-16 units of salt, a separator and key (Fowler, Noll
 * and Vo), finished with the 64-bit mixer of MurmurHash3 (Appleby), since FNV alone leaves the high bits of short keys
 * poorly mixed.
 */
final class SaltedHash {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double ONE_OVER_2_53 = 0x1.0p-53;

    private SaltedHash() {}

    /** At least 0, below 1. */
    static double share(String salt, String key) {
        long hash = absorb(FNV_OFFSET, salt);
        hash = (hash ^ 0xffff) * FNV_PRIME;
        hash = absorb(hash, key);
        return (mix(hash) >>> 11) * ONE_OVER_2_53;
    }

    private static long absorb(long hash, String text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            result = (result ^ (unit & 0xff)) * FNV_PRIME;
            result = (result ^ (unit >>> 8)) * FNV_PRIME;
        }
        return result;
    }

    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
