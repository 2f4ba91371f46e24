package dev.kairos.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** When each of many things is due that happen at a constant rate, whatever became of those before. One thread. */
public final class Pace {

    private final double nanosEach;
    private final long restNanos;
    private final long start = System.nanoTime();
    private long count;

    /** @param perSecond from now on */
    public Pace(int perSecond) {
        this(perSecond, 0);
    }

    /** @param restNanos at least so long it sleeps when it does: what is due meanwhile comes at once, and late */
    public Pace(int perSecond, long restNanos) {
        nanosEach = 1e9 / perSecond;
        this.restNanos = restNanos;
    }

    /** Sleeps until the next is due, unless that is past. @return when it was due, in {@link System#nanoTime} */
    public long awaitNext() {
        long due = start + (long) (count++ * nanosEach);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.max(left, restNanos));
        }
        return due;
    }
}
