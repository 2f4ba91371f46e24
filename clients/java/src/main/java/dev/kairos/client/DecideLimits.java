package dev.kairos.client;

import java.time.Duration;

/**
 * @param timeout of a call that has none of its own
 * @param networkAllowance of a call's time, what the server does not get
 * @param concurrent calls on their way at a time
 * @param waiting calls that wait for one of these to end
 */
record DecideLimits(Duration timeout, Duration networkAllowance, int concurrent, int waiting) {

    private static final long MAX_SERVER_MS = 5_000;

    /** What the server is told: what remains without the allowance, and at least half of what remains. */
    long serverMs(long leftNanos) {
        long leftMs = leftNanos / 1_000_000;
        long serverMs = leftMs - Math.min(networkAllowance.toMillis(), leftMs / 2);
        return Math.max(1, Math.min(MAX_SERVER_MS, serverMs));
    }
}
