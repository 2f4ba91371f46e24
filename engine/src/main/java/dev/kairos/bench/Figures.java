package dev.kairos.bench;

import java.util.List;
import java.util.Locale;

/** What figures have in common. */
final class Figures {

    private Figures() {}

    /** Of an even number, the mean of the two in the middle. NaN of none. */
    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    /** Without a fraction when there is none. */
    static String text(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
