package dev.kairos.bench;

import java.util.function.DoublePredicate;

/**
 * Looks for the highest rate that still holds, by halving the span between one that does and one that does not. A rate is
 * tried again before it is given up, since a shared machine has hiccups of its own.
 */
final class RateSearch {

    private static final int TRIES = 2;
    private static final double CLOSE_ENOUGH = 0.03;

    private final DoublePredicate holds;

    /** @param holds tries a rate, in requests a second */
    RateSearch(DoublePredicate holds) {
        this.holds = holds;
    }

    /**
     * Between 0, and {@code most} included.
     *
     * @param steps how many rates are tried at most
     * @return the highest that held, 0 when none did
     */
    double highest(double most, int steps) {
        double low = 0;
        double high = most;
        double rate = most;
        for (int step = 0; step < steps; step++) {
            if (holds(rate)) {
                low = rate;
                if (rate >= high) {
                    return low;
                }
            } else {
                high = rate;
            }
            if (high - low <= CLOSE_ENOUGH * most) {
                return low;
            }
            rate = (low + high) / 2;
        }
        return low;
    }

    private boolean holds(double rate) {
        for (int i = 0; i < TRIES; i++) {
            if (holds.test(rate)) {
                return true;
            }
        }
        return false;
    }
}
