package dev.kairos.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Remembers strings that come again and again: names of members and fields, channels, placements, pages. The same bytes
 * give the same object, with its hash at hand, as long as nothing else took its place. Bounded; one thread.
 */
final class Words {

    static final int MAX_BYTES = 128;

    private static final int SLOTS = 512;

    private final byte[][] keys = new byte[SLOTS][];
    private final String[] words = new String[SLOTS];

    /** @param length of ASCII, at most {@link #MAX_BYTES} */
    String get(byte[] bytes, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        byte[] key = keys[slot];
        if (key != null && Arrays.equals(key, 0, key.length, bytes, from, from + length)) {
            return words[slot];
        }
        return remember(slot, Arrays.copyOfRange(bytes, from, from + length));
    }

    private String remember(int slot, byte[] key) {
        String word = new String(key, StandardCharsets.ISO_8859_1);
        keys[slot] = key;
        words[slot] = word;
        return word;
    }
}
