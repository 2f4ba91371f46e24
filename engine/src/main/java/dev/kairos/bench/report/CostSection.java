package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a benchmark costs against each of its parameters that had several values. */
final class CostSection {

    private static final int MOST_CHARTS = 40;
    private static final int MOST_LINES = 8;

    private final List<Block> blocks = new ArrayList<>();
    private int left;

    private CostSection() {}

    static Section of(ReportData data) {
        CostSection section = new CostSection();
        Map<String, List<JmhResult>> byName = new TreeMap<>();
        data.jmh()
                .forEach(result -> byName.computeIfAbsent(result.name(), name -> new ArrayList<>())
                        .add(result));
        byName.forEach(section::benchmark);
        if (data.jmh().isEmpty()) {
            section.blocks.add(Block.notMeasured("JMH's results (jmh.json) are not in the folder."));
        } else if (section.blocks.isEmpty()) {
            section.blocks.add(Block.notMeasured("No benchmark ran with several values of a parameter."));
        } else {
            section.blocks.add(
                    0,
                    new Block.Text(
                            "Each benchmark that ran with several values of a parameter, by JMH: the median where"
                                    + " calls were sampled, else the mean. Lines have logarithmic scales both ways, so that what"
                                    + " doubles with its parameter rises by the same width each time."));
        }
        if (section.left > 0) {
            section.blocks.add(new Block.Text(section.left + " more are left out, so that the page stays readable."));
        }
        return new Section("cost", "Cost by size", section.blocks);
    }

    private void benchmark(String name, List<JmhResult> results) {
        Set<String> parameters = new LinkedHashSet<>();
        results.forEach(result -> parameters.addAll(result.parameters().keySet()));
        for (String parameter : parameters) {
            List<JmhResult> with = results.stream()
                    .filter(result -> !result.parameter(parameter).isEmpty()
                            && result.typical().isThere())
                    .toList();
            long values = with.stream()
                    .map(result -> result.parameter(parameter))
                    .distinct()
                    .count();
            if (values > 1 && blocks.size() < MOST_CHARTS) {
                blocks.add(chart(name, parameter, with));
            } else if (values > 1) {
                left++;
            }
        }
    }

    private Block.Chart chart(String name, String parameter, List<JmhResult> results) {
        boolean numbers = results.stream().allMatch(result -> positive(result.parameter(parameter)) > 0);
        Block.Table table = Block.Table.of(
                name + " by " + parameter, parameter, "with", "typical", "lowest to highest", "p99", "allocated");
        results.forEach(result -> table.row(
                Shown.grouped(result.parameter(parameter)),
                result.parametersBut(parameter),
                result.shown(result.typical().value()),
                result.typical().hasRange()
                        ? result.shown(result.typical().low()) + " to "
                                + result.shown(result.typical().high())
                        : "",
                result.high().isThere() ? result.shown(result.high().value()) : "",
                result.allocatedBytes().isThere()
                        ? Shown.bytes(result.allocatedBytes().value())
                        : ""));
        Drawing drawing = numbers ? lines(name, parameter, results) : bars(name, parameter, results);
        return new Block.Chart(drawing, table);
    }

    private String id() {
        return "cost-" + blocks.size();
    }

    private static double positive(String value) {
        return value.matches("[0-9]{1,15}(\\.[0-9]{1,6})?") ? Double.parseDouble(value) : -1;
    }

    private LineChart lines(String name, String parameter, List<JmhResult> results) {
        Map<String, TreeMap<Double, Double>> series = new LinkedHashMap<>();
        TreeSet<Double> values = new TreeSet<>();
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (JmhResult result : results) {
            double x = positive(result.parameter(parameter));
            double y = Math.max(0.1, result.typical().value());
            String with = result.parametersBut(parameter);
            series.computeIfAbsent(with, key -> new TreeMap<>()).put(x, y);
            values.add(x);
            lowest = Math.min(lowest, y);
            highest = Math.max(highest, y);
        }
        List<LineChart.Line> lines = new ArrayList<>();
        series.forEach((with, points) -> {
            if (lines.size() < MOST_LINES) {
                List<double[]> path = new ArrayList<>();
                points.forEach((x, y) -> path.add(new double[] {x, y}));
                lines.add(new LineChart.Line(with, lines.size(), path, true));
            }
        });
        JmhResult any = results.get(0);
        Axis x = Axis.logAt(parameter, List.copyOf(values), Shown::count);
        Axis y = Axis.log("per call", lowest, Math.max(highest, lowest * 2), any::shown);
        String about = "From " + any.shown(lowest) + " to " + any.shown(highest) + "; " + parameter
                + " from left to right, cost from bottom to top, both logarithmic.";
        return new LineChart(id(), name + " by " + parameter, about, x, y, lines, List.of(), new double[0]);
    }

    private BarChart bars(String name, String parameter, List<JmhResult> results) {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (JmhResult result : results) {
            String with = result.parametersBut(parameter);
            String label = parameter + " " + result.parameter(parameter).toLowerCase(Locale.ROOT)
                    + (with.isEmpty() ? "" : ", " + with);
            bars.add(new BarChart.Bar(
                    label, List.of(new BarChart.Part("", 0, result.typical().value()))));
        }
        String about = "A bar for each value of " + parameter + ".";
        return new BarChart(id(), name + " by " + parameter, about, bars, "per call", results.get(0)::shown);
    }
}
