package dev.kairos.client;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** How long to wait before something is tried again: twice as long each time, scattered so that clients do not meet. */
final class Backoff {

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MAX_DOUBLINGS = 10;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param failures so far, from 1
     * @param atLeastNanos what the server asked for; 0 when it did not
     * @return half to the whole of the step, and never less than the server asked for
     */
    long nanos(int failures, long atLeastNanos) {
        long step = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(failures - 1, MAX_DOUBLINGS));
        return atLeastNanos + step / 2 + random.nextLong(step / 2);
    }
}
