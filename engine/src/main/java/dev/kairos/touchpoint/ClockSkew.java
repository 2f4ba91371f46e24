package dev.kairos.touchpoint;

/**
 * When an event happened, told by a sender whose clock may be wrong. The sender says when it happened and when it was
 * sent, both by its own clock; how far that clock is off is seen from when it arrived. So it happened
 * {@code sent − happened} before it arrived. Bounds keep a broken clock from reaching into profiles.
 */
final class ClockSkew {

    /** A sent event may have waited so long on a device, a year and a day. */
    static final long LONGEST_DELAY_MS = 366L * 24 * 3_600_000;

    private ClockSkew() {}

    /**
     * @param happenedMs by the sender's clock
     * @param sentMs by the sender's clock
     * @return at most {@code receivedMs}
     */
    static long corrected(long happenedMs, long sentMs, long receivedMs) {
        long delay = sentMs - happenedMs;
        if (delay < 0 || delay > LONGEST_DELAY_MS) {
            return uncorrected(happenedMs, receivedMs);
        }
        return receivedMs - delay;
    }

    /** Without a time of sending: what was said, unless it lies ahead of when it arrived. */
    static long uncorrected(long happenedMs, long receivedMs) {
        return Math.min(happenedMs, receivedMs);
    }
}
