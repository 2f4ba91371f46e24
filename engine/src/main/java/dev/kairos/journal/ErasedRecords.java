package dev.kairos.journal;

import java.util.Collection;
import org.agrona.collections.Long2LongHashMap;

/** Which records go in one pass for many customers. Immutable, thread-safe. */
public final class ErasedRecords {

    private static final long NEVER = Long.MIN_VALUE;

    private final Long2LongHashMap positions = new Long2LongHashMap(NEVER);
    private final Long2LongHashMap times = new Long2LongHashMap(NEVER);
    private final long lastPosition;

    public ErasedRecords(Collection<Erasure> erasures) {
        long last = Journal.START;
        for (Erasure erasure : erasures) {
            for (long key : erasure.partitionKeys()) {
                positions.put(key, Math.max(positions.get(key), erasure.position()));
                times.put(key, Math.max(times.get(key), erasure.timeMs()));
            }
            last = Math.max(last, erasure.position());
        }
        lastPosition = last;
    }

    /** The newest of the records that ask for an erasure: a snapshot that has it applied holds nothing of them. */
    public long lastPosition() {
        return lastPosition;
    }

    /** Whether anything of a key goes, whenever it was told. */
    public boolean contains(long partitionKey) {
        return positions.containsKey(partitionKey);
    }

    /** Of the journal itself: up to the record that asks for the erasure, that one included. */
    public RecordSelector inJournal() {
        return (partitionKey, position, timeMs) -> position <= positions.get(partitionKey);
    }

    /**
     * Of a log with positions of its own: by time.
     *
     * @param graceMs how much later a record may have come that was begun before
     */
    public RecordSelector byTime(long graceMs) {
        return (partitionKey, position, timeMs) -> timeMs - graceMs <= times.get(partitionKey);
    }
}
