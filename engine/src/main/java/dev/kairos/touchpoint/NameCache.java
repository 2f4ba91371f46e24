package dev.kairos.touchpoint;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names that were read before, found by their bytes: events and properties have few names. Bounded. One thread. */
public final class NameCache {

    private static final int PLACES = 1_024;
    private static final int LONGEST_BYTES = 64;

    private final byte[] @Nullable [] keys = new byte[PLACES][];
    private final @Nullable String[] names = new String[PLACES];

    @Nullable
    String find(byte[] bytes, int offset, int length) {
        int place = place(bytes, offset, length);
        byte[] key = keys[place];
        return key != null && Arrays.equals(key, 0, key.length, bytes, offset, offset + length) ? names[place] : null;
    }

    /** Takes the place of whatever else had it. */
    void keep(String name, byte[] bytes, int offset, int length) {
        if (length <= LONGEST_BYTES) {
            int place = place(bytes, offset, length);
            keys[place] = Arrays.copyOfRange(bytes, offset, offset + length);
            names[place] = name;
        }
    }

    private static int place(byte[] bytes, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + Math.min(length, LONGEST_BYTES); i++) {
            hash = hash * 31 + bytes[i];
        }
        return (hash ^ hash >>> 15) & PLACES - 1;
    }
}
