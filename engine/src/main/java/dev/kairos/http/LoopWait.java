package dev.kairos.http;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long work waits for one event loop, at most, and whether that is too long. Belongs to the loop and is touched only
 * by it.
 *
 * <p>A socket's data does not say when it came, so the wait is taken from two clocks that the loop cannot run ahead of.
 * A probe is due every few milliseconds: while it is late, everything else that became ready since it was due is late
 * as well. Within one batch of ready sockets, the n-th waits for those before it: so the time since the batch began
 * counts too, also for the sockets of the next batch when the probe ran between the two.
 *
 * <p>A single long wait may be a pause of the machine or code that runs for the first time, and is over once its batch
 * is served. When the next batch has waited too long as well, it is overload.
 */
final class LoopWait {

    static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** A wait that is so many times too long is shed even when it is the first. */
    private static final int FAR_TOO_LONG = 5;

    private final EventLoop loop;
    private final LongSupplier nanoTime;
    private final long tooLongNanos;
    private final Runnable probe = this::probe;
    private final Runnable endBatch = () -> inBatch = false;
    private final Runnable nextBatchSeen = () -> behindNanos = 0;
    private final Runnable awaitNextBatch;

    private long probeDueNanos;
    private long behindNanos;
    private boolean inBatch;
    /** From 1; a batch is slow when something in it has waited too long. */
    private long batch = 1;

    private long batchStartNanos;
    private long slowBatch;
    private long slowBatchBefore;

    LoopWait(EventLoop loop, LongSupplier nanoTime, long tooLongNanos) {
        this.loop = loop;
        this.nanoTime = nanoTime;
        this.tooLongNanos = tooLongNanos;
        // Queued in the tail of one round, it runs with the tasks of the next, which is after that round's sockets.
        this.awaitNextBatch = () -> loop.execute(nextBatchSeen);
    }

    void start() {
        probeDueNanos = nanoTime.getAsLong() + PROBE_NANOS;
        loop.schedule(probe, PROBE_NANOS, TimeUnit.NANOSECONDS);
    }

    /** To be called whenever a socket is read. */
    void socketRead(long nowNanos) {
        if (!inBatch) {
            inBatch = true;
            batch++;
            batchStartNanos = nowNanos;
            atEndOfRound(endBatch);
        }
    }

    /** How long what is read from a socket now has waited, at most. */
    long nanos(long nowNanos) {
        long inThisBatch = inBatch ? nowNanos - batchStartNanos : 0;
        return Math.max(behindNanos + inThisBatch, nowNanos - probeDueNanos);
    }

    /** Whether what has waited so long, in the batch being read, is to be refused, so that the loop catches up. */
    boolean isTooLong(long waitedNanos) {
        return waitedNanos > tooLongNanos && isOverload(waitedNanos);
    }

    private boolean isOverload(long waitedNanos) {
        if (batch != slowBatch) {
            slowBatchBefore = slowBatch;
            slowBatch = batch;
        }
        return slowBatchBefore == batch - 1 || waitedNanos > FAR_TOO_LONG * tooLongNanos;
    }

    private void probe() {
        long now = nanoTime.getAsLong();
        long late = now - probeDueNanos;
        if (late > PROBE_NANOS && inBatch) {
            behindNanos = Math.min(late, now - batchStartNanos);
            atEndOfRound(awaitNextBatch);
        }
        probeDueNanos = now + PROBE_NANOS;
        if (!loop.isShuttingDown()) {
            loop.schedule(probe, PROBE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void atEndOfRound(Runnable task) {
        if (loop instanceof SingleThreadEventLoop single) {
            single.executeAfterEventLoopIteration(task);
        } else {
            loop.execute(task);
        }
    }
}
