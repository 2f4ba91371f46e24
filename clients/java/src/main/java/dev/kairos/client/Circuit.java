package dev.kairos.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Leaves a server alone that failed many times in a row: open, it lets one call through per period, and closes when
 * such a call succeeds. Any thread; time is passed in, in nanoseconds of any origin.
 */
final class Circuit {

    private static final long CLOSED = Long.MIN_VALUE;

    private final int failuresToOpen;
    private final long periodNanos;
    private final AtomicInteger failures = new AtomicInteger();
    /** When the next call is let through; {@link #CLOSED} when all are. */
    private final AtomicLong nextTryAt = new AtomicLong(CLOSED);

    Circuit(int failuresToOpen, long periodNanos) {
        this.failuresToOpen = failuresToOpen;
        this.periodNanos = periodNanos;
    }

    /** Whether a call may go out. In half-open state true for one call, which is to tell what became of it. */
    boolean allows(long now) {
        long tryAt = nextTryAt.get();
        return tryAt == CLOSED || now - tryAt >= 0 && nextTryAt.compareAndSet(tryAt, now + periodNanos);
    }

    /** @return whether that closed it */
    boolean succeeded() {
        if (failures.get() == 0) {
            return false;
        }
        failures.set(0);
        return nextTryAt.getAndSet(CLOSED) != CLOSED;
    }

    /** @return whether that opened it */
    boolean failed(long now) {
        return failures.incrementAndGet() >= failuresToOpen && nextTryAt.getAndSet(now + periodNanos) == CLOSED;
    }
}
