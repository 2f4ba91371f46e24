package dev.kairos.profile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decoded steps of paths. Steps that differ in nothing but their time are many, so what they share is made once: of most
 * steps only the time is read. Fixed in size, a later step takes the place of an earlier one with the same hash. One
 * thread.
 */
final class PathItemCache {

    private static final int PLACES = 1_024;
    /** Longer ones are rare, and not kept. */
    private static final int MOST_BYTES = 128;

    private record Known(byte[] bytes, PathItem item) {}

    private final @Nullable Known[] known = new Known[PLACES];
    private @Nullable Dictionary dictionary;

    /** As {@link PathBytes#item}. */
    PathItem item(byte[] bytes, int at, Dictionary words) {
        int from = at + PathBytes.AT_KIND;
        int end = at + PathBytes.length(bytes, at);
        if (end - from > MOST_BYTES || PathBytes.hasDecision(bytes, at)) {
            return PathBytes.item(bytes, at, words);
        }
        forgetAllBut(words);
        int place = hash(bytes, from, end) & PLACES - 1;
        Known there = known[place];
        if (there == null || !Arrays.equals(there.bytes, 0, there.bytes.length, bytes, from, end)) {
            there = new Known(Arrays.copyOfRange(bytes, from, end), PathBytes.item(bytes, at, words));
            known[place] = there;
        }
        return there.item.at(PathBytes.atMs(bytes, at));
    }

    private void forgetAllBut(Dictionary words) {
        if (dictionary != words) {
            Arrays.fill(known, null);
            dictionary = words;
        }
    }

    private static int hash(byte[] bytes, int from, int end) {
        long hash = end - from;
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = (hash ^ RecordFormat.getLong(bytes, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        if (at < end) {
            // The last eight bytes, some of them again; before so short a step there is its time.
            hash = (hash ^ RecordFormat.getLong(bytes, end - Long.BYTES)) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash ^ hash >>> 29);
    }
}
