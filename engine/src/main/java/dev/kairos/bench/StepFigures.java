package dev.kairos.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Kairos says of one step of its decide path.
 *
 * @param count since its start, and the mean over all of them; the quantiles are of the last one to two minutes
 */
record StepFigures(String step, long count, double p50Nanos, double p99Nanos, double meanNanos) {

    private static final Pattern LINE = Pattern.compile(
            "kairos_step_seconds(_count|_sum)?\\{step=\"([a-z_]+)\"(?:,quantile=\"([0-9.]+)\")?\\} ([-+0-9.eENa]+)");
    private static final double NANOS = 1e9;

    /** Out of {@code /metrics}; empty when that tells of no steps. */
    static List<StepFigures> read(String metrics) {
        Map<String, Map<String, Double>> steps = new LinkedHashMap<>();
        Matcher line = LINE.matcher(metrics);
        while (line.find()) {
            String what = line.group(3) != null ? line.group(3) : String.valueOf(line.group(1));
            steps.computeIfAbsent(line.group(2), step -> new LinkedHashMap<>())
                    .put(what, Double.valueOf(line.group(4)));
        }
        List<StepFigures> figures = new ArrayList<>();
        steps.forEach((step, values) -> {
            double count = values.getOrDefault("_count", 0.0);
            if (count > 0) {
                figures.add(new StepFigures(
                        step,
                        (long) count,
                        NANOS * values.getOrDefault("0.5", Double.NaN),
                        NANOS * values.getOrDefault("0.99", Double.NaN),
                        NANOS * values.getOrDefault("_sum", Double.NaN) / count));
            }
        });
        return figures;
    }
}
