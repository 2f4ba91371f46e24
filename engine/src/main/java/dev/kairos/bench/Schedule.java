package dev.kairos.bench;

/** The requests of a stretch of time, each with when it is due. Has no clock: it is told what time it is. One thread. */
final class Schedule {

    private final Arrivals arrivals;
    private final long startNanos;
    private final long endNanos;
    private long dueNanos;

    Schedule(Arrivals arrivals, long startNanos, long endNanos) {
        this.arrivals = arrivals;
        this.startNanos = startNanos;
        this.endNanos = endNanos;
        advance();
    }

    /** Whether all were taken that are due before the end. */
    boolean isOver() {
        return dueNanos >= endNanos;
    }

    boolean isDue(long nowNanos) {
        return dueNanos <= nowNanos && !isOver();
    }

    /** How long until the next one is due; not more than 0 when it is. */
    long nanosUntilDue(long nowNanos) {
        return dueNanos - nowNanos;
    }

    /** Takes the next one. @return when it was due, however late it is by now */
    long take() {
        long due = dueNanos;
        advance();
        return due;
    }

    /** Counts those that were never taken, and takes them. */
    long skipRest() {
        long skipped = 0;
        while (!isOver()) {
            take();
            skipped++;
        }
        return skipped;
    }

    private void advance() {
        dueNanos = startNanos + arrivals.nextNanos();
    }
}
