package dev.kairos.profile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The wake-ups of the bucket that is due first, in order, with the chunks they are in. The writer's thread only. */
final class TimerBucket {

    record Item(long dueMs, byte[] key) {}

    private static final Comparator<Item> BY_TIME_AND_KEY =
            Comparator.comparingLong(Item::dueMs).thenComparing(Item::key, Arrays::compareUnsigned);

    private final TreeMap<Item, Long> chunks = new TreeMap<>(BY_TIME_AND_KEY);
    private final long first;

    TimerBucket(long firstChunk) {
        first = firstChunk;
    }

    /** The number of its first chunk, whether there is such a chunk or not. */
    long first() {
        return first;
    }

    boolean has(long dueMs) {
        return TimerChunk.firstOf(dueMs) == first;
    }

    void add(Item item, long chunk) {
        chunks.put(item, chunk);
    }

    void remove(Item item) {
        chunks.remove(item);
    }

    @Nullable
    Long chunkOf(Item item) {
        return chunks.get(item);
    }

    @Nullable
    Item earliest() {
        return chunks.isEmpty() ? null : chunks.firstKey();
    }
}
