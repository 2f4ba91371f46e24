package dev.kairos.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Touchpoints between those who tell them and the one thread that delivers them; bounded. Any thread. */
final class TouchpointQueue {

    /** Under the 500 KiB of a body, with room for what is around the events. */
    private static final int MAX_BATCH_BYTES = 480 << 10;

    enum Offered {
        ACCEPTED,
        FULL,
        CLOSED
    }

    private final QueueLimits limits;
    private final LongSupplier nanoTime;
    private final ArrayDeque<Queued> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private long accepted;
    private long taken;
    private long settled;
    private long hurryUpTo;
    private boolean closed;

    TouchpointQueue(QueueLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Waits for room, if need be and so long. Interrupted, it waits no longer and leaves the thread interrupted. */
    Offered offer(Queued touchpoint, long patienceNanos) {
        lock.lock();
        try {
            awaitRoom(patienceNanos);
            if (closed) {
                return Offered.CLOSED;
            }
            if (waiting.size() >= limits.capacity()) {
                return Offered.FULL;
            }
            waiting.add(touchpoint);
            accepted++;
            if (waiting.size() == 1 || waiting.size() == limits.batchSize()) {
                work.signal();
            }
            return Offered.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom(long patienceNanos) {
        try {
            long left = patienceNanos;
            while (waiting.size() >= limits.capacity() && !closed && left > 0) {
                left = room.awaitNanos(left);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next batch; an empty one is the end. */
    List<Queued> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long left = untilDue();
                if (left <= 0) {
                    return take();
                }
                work.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private long untilDue() {
        if (closed || waiting.size() >= limits.batchSize()) {
            return 0;
        }
        if (waiting.isEmpty()) {
            return Long.MAX_VALUE;
        }
        return taken < hurryUpTo ? 0 : waiting.peek().atNanos() + limits.lingerNanos() - nanoTime.getAsLong();
    }

    private List<Queued> take() {
        List<Queued> batch = new ArrayList<>(Math.min(waiting.size(), limits.batchSize()));
        long bytes = 0;
        while (!waiting.isEmpty() && batch.size() < limits.batchSize()) {
            bytes += waiting.peek().json().length + 1;
            if (bytes > MAX_BATCH_BYTES) {
                break;
            }
            batch.add(waiting.poll());
        }
        taken += batch.size();
        room.signalAll();
        return batch;
    }

    /** So many of those taken are delivered or dropped. */
    void settle(int count) {
        lock.lock();
        try {
            settled += count;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all that is accepted by now is delivered or dropped.
     *
     * @return whether it is
     */
    boolean flush(long patienceNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long upTo = accepted;
            hurryUpTo = upTo;
            work.signal();
            long left = patienceNanos;
            while (settled < upTo && left > 0) {
                left = progress.awaitNanos(left);
            }
            return settled >= upTo;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is accepted from now on; what waits is still to be delivered. */
    void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that waits. */
    List<Queued> drain() {
        lock.lock();
        try {
            List<Queued> left = List.copyOf(waiting);
            waiting.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }
}
