package dev.kairos.metrics;

import org.HdrHistogram.Histogram;

/**
 * What was recorded of one step: quantiles over the last one to two minutes, count and sum since the start. Two
 * histograms take turns: the younger becomes the older once a minute, and quantiles are taken over both. Guarded by its
 * owner.
 */
final class StepTotals {

    static final long TURN_NANOS = 60_000_000_000L;

    private Histogram older = empty();
    private Histogram younger = empty();
    private long turnedNanos;
    private long count;
    private double sumNanos;

    StepTotals(long nowNanos) {
        turnedNanos = nowNanos;
    }

    private static Histogram empty() {
        return new Histogram(1, StepRecorder.HIGHEST_NANOS, StepRecorder.DIGITS);
    }

    /** Takes over what one thread recorded since the last time. */
    void add(Histogram recorded) {
        if (recorded.getTotalCount() > 0) {
            younger.add(recorded);
            count += recorded.getTotalCount();
            sumNanos += recorded.getMean() * recorded.getTotalCount();
        }
    }

    /** Turns, when a minute has passed, once everything recorded was added. */
    void turn(long nowNanos) {
        if (nowNanos - turnedNanos >= TURN_NANOS) {
            Histogram oldest = older;
            older = younger;
            oldest.reset();
            younger = oldest;
            if (nowNanos - turnedNanos >= 2 * TURN_NANOS) {
                older.reset();
            }
            turnedNanos = nowNanos;
        }
    }

    Histogram window() {
        Histogram both = older.copy();
        both.add(younger);
        return both;
    }

    long count() {
        return count;
    }

    double sumNanos() {
        return sumNanos;
    }
}
