package dev.kairos.touchpoint;

import org.jspecify.annotations.Nullable;

/**
 * When an event happened, told by a sender whose clock may be wrong. The sender says when it happened and when it was
 * sent, both by its own clock; how far that clock is off is seen from when it arrived. So it happened
 * {@code sent − happened} before it arrived. Bounds keep a broken clock from reaching into profiles
 * (docs/decisions/0702-event-time.md).
 */
final class ClockSkew {

    /** An event may wait so long on a device, a leap year; more than that between the two times is history loaded. */
    static final long LONGEST_WAIT_MS = 366L * 24 * 3_600_000;

    /** 2000-01-01: before it, a clock was never set. */
    static final long EARLIEST_MS = 946_684_800_000L;

    private ClockSkew() {}

    /**
     * @param happenedMs by the sender's clock
     * @param sentMs by the sender's clock; null when unsaid
     * @return never after {@code receivedMs}
     */
    static long eventMs(long happenedMs, @Nullable Long sentMs, long receivedMs, boolean retried) {
        // What was sent again may carry the time at which it was first sent: then it came late, and no clock is slow.
        boolean cameLate = retried && sentMs != null && sentMs < receivedMs;
        if (sentMs != null && !cameLate) {
            long waited = sentMs - happenedMs;
            if (waited >= 0 && waited <= LONGEST_WAIT_MS) {
                return receivedMs - waited;
            }
        }
        return happenedMs < EARLIEST_MS ? receivedMs : Math.min(happenedMs, receivedMs);
    }
}
