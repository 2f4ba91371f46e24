package dev.kairos.bench.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One benchmark with one set of parameters, out of JMH's JSON. Times are in nanoseconds.
 *
 * @param name class and method
 * @param parameters with the number of threads among them
 * @param timed whether figures are times; otherwise they are in JMH's unit
 * @param typical the median where calls were sampled, the mean elsewhere
 * @param high p99 where calls were sampled, otherwise missing
 * @param allocatedBytes a call, missing where the collector was not asked
 */
record JmhResult(
        String name,
        Map<String, String> parameters,
        boolean timed,
        boolean sampled,
        String unit,
        Measured mean,
        Measured typical,
        Measured high,
        Measured allocatedBytes) {

    static final String FILE = "jmh.json";
    static final String THREADS = "threads";
    static final JmhResult MISSING = new JmhResult(
            "", Map.of(), true, false, "ns", Measured.MISSING, Measured.MISSING, Measured.MISSING, Measured.MISSING);
    private static final long LARGEST_BYTES = 32 << 20;

    static List<JmhResult> read(Path file) {
        return JsonView.read(file, LARGEST_BYTES).elements().stream()
                .map(JmhResult::of)
                .toList();
    }

    private static JmhResult of(JsonView view) {
        JsonView primary = view.at("primaryMetric");
        String unit = primary.text("scoreUnit");
        double nanos = nanos(unit);
        boolean timed = !Double.isNaN(nanos);
        double factor = timed ? nanos : 1;
        boolean sampled = timed && primary.has("rawDataHistogram");
        Measured mean = score(primary).times(factor);
        return new JmhResult(
                shortName(view.text("benchmark")),
                parameters(view),
                timed,
                sampled,
                timed ? "ns" : unit,
                mean,
                sampled ? quantile(primary, 50).times(factor) : mean,
                sampled ? quantile(primary, 99).times(factor) : Measured.MISSING,
                allocated(view.maybe("secondaryMetrics")));
    }

    private static Map<String, String> parameters(JsonView view) {
        Map<String, String> parameters = new LinkedHashMap<>();
        view.maybe("params").members().forEach((name, value) -> parameters.put(name, value.shown()));
        parameters.put(THREADS, Integer.toString((int) view.amount("threads", 1)));
        return parameters;
    }

    private static String shortName(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    /** What one unit of a score is in nanoseconds, NaN where it is no time per call. */
    private static double nanos(String unit) {
        return switch (unit) {
            case "ns/op" -> 1;
            case "us/op" -> 1e3;
            case "ms/op" -> 1e6;
            case "s/op" -> 1e9;
            default -> Double.NaN;
        };
    }

    private static Measured allocated(JsonView secondary) {
        for (String name : List.of("gc.alloc.rate.norm", "·gc.alloc.rate.norm")) {
            if (secondary.has(name)) {
                return score(secondary.at(name));
            }
        }
        return Measured.MISSING;
    }

    /** JMH writes "NaN" as a text where it cannot tell an error, as after a single iteration. */
    private static Measured score(JsonView metric) {
        if (!metric.at("score").isNumber()) {
            return Measured.MISSING;
        }
        double score = metric.number("score");
        List<JsonView> bounds = metric.maybe("scoreConfidence").elements();
        return bounds.size() == 2 && bounds.get(0).isNumber() && bounds.get(1).isNumber()
                ? new Measured(
                        score,
                        Math.max(0, bounds.get(0).number()),
                        bounds.get(1).number())
                : Measured.single(score);
    }

    /** Over all calls; the spread is that of the iterations. */
    private static Measured quantile(JsonView primary, double percent) {
        TreeMap<Double, Double> all = new TreeMap<>();
        List<Double> iterations = new ArrayList<>();
        for (JsonView fork : primary.at("rawDataHistogram").elements()) {
            for (JsonView iteration : fork.elements()) {
                TreeMap<Double, Double> counts = counts(iteration);
                counts.forEach((value, count) -> all.merge(value, count, Double::sum));
                if (!counts.isEmpty()) {
                    iterations.add(quantile(counts, percent));
                }
            }
        }
        if (all.isEmpty()) {
            return Measured.MISSING;
        }
        double[] each = iterations.stream().mapToDouble(Double::doubleValue).toArray();
        double value = quantile(all, percent);
        return each.length < 2
                ? Measured.single(value)
                : new Measured(
                        value,
                        Arrays.stream(each).min().orElseThrow(),
                        Arrays.stream(each).max().orElseThrow());
    }

    private static TreeMap<Double, Double> counts(JsonView iteration) {
        TreeMap<Double, Double> counts = new TreeMap<>();
        for (JsonView pair : iteration.elements()) {
            List<JsonView> both = pair.elements();
            if (both.size() != 2) {
                throw pair.mistake("is no pair of value and count");
            }
            counts.merge(both.get(0).number(), both.get(1).number(), Double::sum);
        }
        return counts;
    }

    private static double quantile(TreeMap<Double, Double> counts, double percent) {
        double total = counts.values().stream().mapToDouble(Double::doubleValue).sum();
        double wanted = Math.max(1, Math.ceil(total * percent / 100));
        double seen = 0;
        for (Map.Entry<Double, Double> entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted) {
                return entry.getKey();
            }
        }
        return counts.lastKey();
    }

    /** The class. */
    String type() {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }

    String method() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** All parameters but one, to tell series of a chart apart. */
    String parametersBut(String one) {
        List<String> parts = new ArrayList<>();
        parameters.forEach((name, value) -> {
            if (!name.equals(one) && !(name.equals(THREADS) && value.equals("1"))) {
                parts.add(name + " " + Shown.grouped(value));
            }
        });
        return String.join(", ", parts);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    String shown(double value) {
        return timed ? Shown.nanos(value) : Shown.digits(value) + " " + unit;
    }
}
