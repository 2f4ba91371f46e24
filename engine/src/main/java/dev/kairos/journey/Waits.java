package dev.kairos.journey;

import dev.kairos.profile.WriteResult;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Those who wait until their records are applied, and how the last {@value #RESULTS} records ended. The applier
 * publishes; any thread adds itself. Positions are waited for nearly in the order in which they are applied, so one
 * look at the head of a queue for each record is enough.
 */
final class Waits {

    /** More than an append queue can hold, so that nobody who is told a position comes too late for its result. */
    static final int RESULTS = 1 << 18;

    private static final int RESULT_BITS = 4;
    private static final WriteResult[] WORDS = WriteResult.values();

    private final Queue<Submitted> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLongArray results = new AtomicLongArray(RESULTS);
    private volatile long applied;
    private volatile boolean abandoned;

    Waits(long applied) {
        this.applied = applied;
    }

    /** The position last applied. Any thread. */
    long applied() {
        return applied;
    }

    /** Any thread. The applier must look once more afterwards: {@link Applier#wake()}. */
    void add(Submitted submitted) {
        waiting.add(submitted);
        if (abandoned) {
            abandon();
        }
    }

    boolean isAnyoneWaiting() {
        return !waiting.isEmpty();
    }

    /** By the applier: what became of a record that was somebody's change. */
    void note(long position, WriteResult result) {
        results.setRelease((int) position & RESULTS - 1, position << RESULT_BITS | result.ordinal());
    }

    /** By the applier, after the store has it. */
    void publish(long position) {
        applied = position;
    }

    /** By the applier: tells those whose records are applied. */
    void release() {
        for (Submitted head = waiting.peek(); head != null; head = waiting.peek()) {
            if (head.lastPosition() > applied) {
                return;
            }
            waiting.poll();
            head.applied();
        }
    }

    /** By the applier, when it will apply nothing more. */
    void abandon() {
        abandoned = true;
        for (Submitted left = waiting.poll(); left != null; left = waiting.poll()) {
            left.applied();
        }
    }

    /** How the record at that position ended; {@code CLOSED} when it was not applied. */
    WriteResult resultOf(long position) {
        if (position > applied) {
            return WriteResult.CLOSED;
        }
        long noted = results.getAcquire((int) position & RESULTS - 1);
        return noted >> RESULT_BITS == position ? WORDS[(int) noted & (1 << RESULT_BITS) - 1] : WriteResult.FAILED;
    }
}
