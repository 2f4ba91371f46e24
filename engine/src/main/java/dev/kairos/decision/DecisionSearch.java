package dev.kairos.decision;

import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;

/** Finds decisions in the log by what the log is ordered by: time. Thread-safe. */
final class DecisionSearch {

    /** How long after it was made a decision may have been appended: far more than a ring holds. */
    private static final long APPENDED_WITHIN_MS = 30_000;
    /** The newest slice that is looked through; each one before is four times as long. */
    private static final long FIRST_SLICE_MS = 60_000;

    private static final int SLICE_GROWTH = 4;
    /** Some seconds' worth. */
    private static final long MAX_RECORDS = 10_000_000;

    private final Journal journal;

    DecisionSearch(Journal journal) {
        this.journal = journal;
    }

    Optional<DecisionRecord> find(UUID id) {
        long madeMs = id.getMostSignificantBits() >>> DecisionLog.UUID_TIME_SHIFT;
        try (JournalCursor cursor = journal.cursorAt(madeMs)) {
            while (cursor.next() && cursor.timeMs() <= madeMs + APPENDED_WITHIN_MS) {
                if (isDecision(cursor) && is(id, cursor.bytes())) {
                    return Optional.of(record(cursor));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean is(UUID id, byte[] bytes) {
        return RecordFormat.longAt(bytes, RecordFormat.ID_HIGH_AT) == id.getMostSignificantBits()
                && RecordFormat.longAt(bytes, RecordFormat.ID_LOW_AT) == id.getLeastSignificantBits();
    }

    /** Slice by slice into the past, since records are read forwards only. */
    RecentDecisions recent(LongPredicate keys, long sinceMs, long nowMs, int limit) {
        List<DecisionRecord> found = new ArrayList<>();
        long read = 0;
        long toMs = Long.MAX_VALUE;
        long fromMs = nowMs;
        for (long slice = FIRST_SLICE_MS; isMoreWanted(found, limit, read, fromMs, sinceMs); slice *= SLICE_GROWTH) {
            fromMs = Math.max(sinceMs, nowMs - slice);
            Deque<DecisionRecord> newest = new ArrayDeque<>();
            read += read(keys, fromMs, toMs, limit - found.size(), newest);
            newest.descendingIterator().forEachRemaining(found::add);
            toMs = fromMs;
        }
        return new RecentDecisions(found, fromMs);
    }

    private static boolean isMoreWanted(List<DecisionRecord> found, int limit, long read, long fromMs, long sinceMs) {
        return found.size() < limit && read < MAX_RECORDS && fromMs > Math.max(0, sinceMs);
    }

    /** Keeps the newest of a slice, oldest first. */
    private long read(LongPredicate keys, long fromMs, long toMs, int limit, Deque<DecisionRecord> newest) {
        long read = 0;
        try (JournalCursor cursor = journal.cursorAt(fromMs)) {
            while (cursor.next() && cursor.timeMs() < toMs) {
                read++;
                if (isDecision(cursor) && keys.test(cursor.partitionKey())) {
                    newest.addLast(record(cursor));
                    if (newest.size() > limit) {
                        newest.removeFirst();
                    }
                }
            }
        }
        return read;
    }

    private static boolean isDecision(JournalCursor cursor) {
        return DecisionRecord.isDecision(cursor.bytes(), 0, cursor.length());
    }

    private static DecisionRecord record(JournalCursor cursor) {
        return new DecisionRecord().wrap(Arrays.copyOf(cursor.bytes(), cursor.length()), 0, cursor.length());
    }
}
