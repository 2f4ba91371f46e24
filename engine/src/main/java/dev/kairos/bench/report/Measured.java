package dev.kairos.bench.report;

import java.util.Arrays;

/**
 * A figure with the range of what it was taken from: the median of rounds with the lowest and the highest, or a mean
 * with its confidence interval. Without a range, low and high are NaN. Missing is NaN throughout.
 */
record Measured(double value, double low, double high) {

    static final Measured MISSING = new Measured(Double.NaN, Double.NaN, Double.NaN);

    static Measured single(double value) {
        return Double.isFinite(value) ? new Measured(value, Double.NaN, Double.NaN) : MISSING;
    }

    /** The median of all that are finite, with the range of two or more. */
    static Measured median(double... values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return MISSING;
        }
        double median = (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
        return sorted.length == 1 ? single(median) : new Measured(median, sorted[0], sorted[sorted.length - 1]);
    }

    boolean isThere() {
        return !Double.isNaN(value);
    }

    boolean hasRange() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    Measured times(double factor) {
        return new Measured(value * factor, low * factor, high * factor);
    }

    /** A ratio of two, without a range: what the range of a quotient is cannot be told from those of its parts. */
    Measured over(Measured other) {
        return isThere() && other.isThere() && other.value > 0 ? single(value / other.value) : MISSING;
    }

    /** Whether this is another figure than that, and not the same with another mood of the machine. */
    boolean isApartFrom(Measured other) {
        return hasRange() && other.hasRange() && (low > other.high || high < other.low);
    }
}
