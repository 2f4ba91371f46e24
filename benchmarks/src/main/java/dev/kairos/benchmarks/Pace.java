package dev.kairos.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** When each of many things is due that happen at a constant rate, whatever became of those before. One thread. */
final class Pace {

    private final double nanosEach;
    private final long start = System.nanoTime();
    private long count;

    /** @param perSecond from now on */
    Pace(int perSecond) {
        nanosEach = 1e9 / perSecond;
    }

    /** Sleeps until the next is due, unless that is past. @return when it was due, in {@link System#nanoTime} */
    long awaitNext() {
        long due = start + (long) (count++ * nanosEach);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return due;
    }
}
