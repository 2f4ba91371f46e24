package dev.kairos.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The wake-ups of a store, kept in its map with the profiles: what is added and removed belongs to the transaction under
 * way, outlives a kill with it, and is in snapshots and the digest. Only the numbers of the chunks are on the heap, one
 * for some thirty wake-ups. The writer's thread only.
 */
public final class Timers {

    private record Pending(TimerBucket.Item item, long chunk, boolean added) {

        boolean isOf(TimerBucket.Item other) {
            return item.dueMs() == other.dueMs() && Arrays.equals(item.key(), other.key());
        }
    }

    private final ProfileMap map;
    private final Transaction transaction;
    private final NavigableSet<Long> chunks;
    private final List<Pending> pending = new ArrayList<>();
    private final Raw chunkKey = new Raw(TimerChunk.KEY_BYTES);
    private final Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
    private final Raw scratch = new Raw(1_024);
    private @Nullable TimerBucket bucket;

    Timers(ProfileMap map, Transaction transaction, NavigableSet<Long> chunks) {
        this.map = map;
        this.transaction = transaction;
        this.chunks = new TreeSet<>(chunks);
    }

    /** The numbers of the chunks that there are. */
    NavigableSet<Long> chunks() {
        return chunks;
    }

    /** A time before which none is due, {@link Long#MAX_VALUE} when there is none; at most 65 s too early. */
    public long nextDueMs() {
        return chunks.isEmpty() ? Long.MAX_VALUE : TimerChunk.startMs(chunks.first());
    }

    /** The one that is due first of what is committed, by time and then by key; null when none is up to this time. */
    public @Nullable Timer firstDue(long untilMs) {
        while (!chunks.isEmpty() && TimerChunk.startMs(chunks.first()) <= untilMs) {
            TimerBucket.Item earliest = bucketDueFirst().earliest();
            if (earliest != null) {
                return earliest.dueMs() <= untilMs ? timer(earliest) : null;
            }
            throw new IllegalStateException("a chunk of wake-ups has none: the profile store is damaged");
        }
        return null;
    }

    /** Adds one to the transaction under way; a time before 1970 counts as 1970. */
    public void add(long dueMs, ProfileKey whose) {
        long due = Math.max(0, dueMs);
        key.setKey(whose.kind(), whose.id());
        Long last = chunks.lower(TimerChunk.endOf(due));
        long chunk = last == null || last < TimerChunk.firstOf(due) ? TimerChunk.firstOf(due) : last;
        Touched entry = touch(chunk);
        while (entry.exists() && !TimerChunk.hasRoomFor(entry.record(), key)) {
            entry = touch(++chunk);
        }
        if (entry.exists()) {
            scratch.set(entry.record().bytes, 0, entry.record().length);
        } else {
            TimerChunk.clear(scratch);
        }
        TimerChunk.add(scratch, due, key);
        entry.put(scratch.bytes, scratch.length);
        pending.add(new Pending(new TimerBucket.Item(due, key.copy()), chunk, true));
    }

    /**
     * Takes one out, in the transaction under way. Costs what adding does when it is due next; otherwise its bucket is
     * searched, a microsecond for thirty wake-ups.
     *
     * @return false when there is none
     */
    public boolean remove(long dueMs, ProfileKey whose) {
        long due = Math.max(0, dueMs);
        key.setKey(whose.kind(), whose.id());
        TimerBucket.Item item = new TimerBucket.Item(due, key.copy());
        long chunk = chunkOf(item);
        if (chunk < 0) {
            return false;
        }
        Touched entry = touch(chunk);
        scratch.set(entry.record().bytes, 0, entry.record().length);
        TimerChunk.removeAt(scratch, TimerChunk.find(scratch, due, key));
        if (TimerChunk.isEmpty(scratch)) {
            entry.remove();
        } else {
            entry.put(scratch.bytes, scratch.length);
        }
        pending.add(new Pending(item, chunk, false));
        return true;
    }

    /** The transaction is in the store. */
    void committed() {
        for (Pending change : pending) {
            settle(change);
        }
        pending.clear();
    }

    /** The transaction is given up. */
    void abandoned() {
        pending.clear();
    }

    private void settle(Pending change) {
        TimerChunk.setKey(chunkKey, change.chunk());
        if (transaction.touch(chunkKey).exists()) {
            chunks.add(change.chunk());
        } else {
            chunks.remove(change.chunk());
        }
        if (bucket == null || !bucket.has(change.item().dueMs())) {
            return;
        }
        if (change.added()) {
            bucket.add(change.item(), change.chunk());
        } else {
            bucket.remove(change.item());
        }
    }

    private TimerBucket bucketDueFirst() {
        long first = TimerChunk.firstOf(TimerChunk.startMs(chunks.first()));
        if (bucket == null || bucket.first() != first) {
            bucket = load(first);
        }
        return bucket;
    }

    private TimerBucket load(long first) {
        TimerBucket loaded = new TimerBucket(first);
        for (long chunk : chunks.subSet(first, TimerChunk.endOf(TimerChunk.startMs(first)))) {
            TimerChunk.setKey(chunkKey, chunk);
            if (map.get(chunkKey, scratch)) {
                TimerChunk.forEach(scratch, (due, whose) -> loaded.add(new TimerBucket.Item(due, whose), chunk));
            }
        }
        return loaded;
    }

    /** The chunk that has it as the transaction stands, or -1. */
    private long chunkOf(TimerBucket.Item item) {
        Long known = bucket != null && bucket.has(item.dueMs()) ? bucket.chunkOf(item) : null;
        if (known != null && hasIt(known, item)) {
            return known;
        }
        for (int i = pending.size() - 1; i >= 0; i--) {
            Pending change = pending.get(i);
            if (change.isOf(item)) {
                // What this transaction took out already is nowhere else: a bucket may have thousands of chunks.
                return change.added() ? change.chunk() : -1;
            }
        }
        for (long chunk : chunks.subSet(TimerChunk.firstOf(item.dueMs()), TimerChunk.endOf(item.dueMs()))) {
            if (hasIt(chunk, item)) {
                return chunk;
            }
        }
        return -1;
    }

    private boolean hasIt(long chunk, TimerBucket.Item item) {
        TimerChunk.setKey(chunkKey, chunk);
        Touched touched = transaction.find(chunkKey);
        if (touched != null) {
            return touched.exists() && TimerChunk.find(touched.record(), item.dueMs(), key) >= 0;
        }
        return map.get(chunkKey, scratch) && TimerChunk.find(scratch, item.dueMs(), key) >= 0;
    }

    private Touched touch(long chunk) {
        TimerChunk.setKey(chunkKey, chunk);
        return transaction.touch(chunkKey);
    }

    private static Timer timer(TimerBucket.Item item) {
        byte[] bytes = item.key();
        return new Timer(
                item.dueMs(), new ProfileKey(Kind.ofPrefix(bytes[0]), Utf8.decode(bytes, 1, bytes.length - 1)));
    }
}
