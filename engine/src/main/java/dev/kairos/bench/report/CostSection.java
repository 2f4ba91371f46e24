package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What benchmarks cost against each of their parameters that had several values, and methods of one class side by side. */
final class CostSection {

    private static final int MOST_CHARTS = 40;
    private static final int MOST_LINES = 8;
    private static final String STEPS = "StepBenchmark";
    private static final double LEAST_NANOS = 0.1;

    private final List<Block> blocks = new ArrayList<>();
    private int left;

    private CostSection() {}

    static Section of(ReportData data) {
        CostSection section = new CostSection();
        section.bySize(Series.of(data.jmh()));
        section.sideBySide(data.jmh());
        if (data.jmh().isEmpty()) {
            section.blocks.add(Block.notMeasured("JMH's results (jmh.json) are not in the folder."));
        } else if (section.blocks.isEmpty()) {
            section.blocks.add(Block.notMeasured("No benchmark ran with several values of a parameter."));
        } else {
            section.blocks.add(
                    0,
                    new Block.Text(
                            "By JMH: the median where calls were sampled, else the mean. All but the parameter that"
                                    + " a chart is about is the same along a line. Lines have logarithmic scales both ways: what"
                                    + " grows as fast as its parameter rises by as much with each doubling."));
        }
        if (section.left > 0) {
            section.blocks.add(new Block.Text(section.left + " more are left out, so that the page stays readable."));
        }
        return new Section("cost", "Cost by size", section.blocks);
    }

    /** Numbers first; of the others only what no chart of numbers has. */
    private void bySize(List<Series> all) {
        Set<JmhResult> shown = new HashSet<>();
        for (Series series : all) {
            if (series.numeric()) {
                shown.addAll(series.results());
                add(lines(series), table(series));
            }
        }
        for (Series series : all) {
            if (!series.numeric() && !shown.containsAll(series.results())) {
                add(bars(series), table(series));
            }
        }
    }

    private void add(Drawing drawing, Block.Table table) {
        if (blocks.size() < MOST_CHARTS) {
            blocks.add(new Block.Chart(drawing, table));
        } else {
            left++;
        }
    }

    private String id() {
        return "cost-" + blocks.size();
    }

    private static Block.Table table(Series series) {
        Block.Table table = Block.Table.of(
                series.title(), series.parameter(), "line", "typical", "lowest to highest", "p99", "allocated");
        series.lines()
                .forEach((label, line) -> line.forEach((value, result) -> {
                    Measured typical = result.typical();
                    Measured allocated = result.allocatedBytes();
                    table.row(
                            Shown.grouped(value),
                            label,
                            result.shown(typical.value()),
                            typical.hasRange()
                                    ? result.shown(typical.low()) + " to " + result.shown(typical.high())
                                    : "",
                            result.high().isThere() ? result.shown(result.high().value()) : "",
                            allocated.isThere() ? Shown.bytes(allocated.value()) : "");
                }));
        return table;
    }

    private LineChart lines(Series series) {
        TreeSet<Double> values = new TreeSet<>();
        List<LineChart.Line> lines = new ArrayList<>();
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        for (Map.Entry<String, Map<String, JmhResult>> line : series.lines().entrySet()) {
            List<double[]> points = new ArrayList<>();
            for (Map.Entry<String, JmhResult> point : line.getValue().entrySet()) {
                double x = Series.number(point.getKey());
                double y = Math.max(LEAST_NANOS, point.getValue().typical().value());
                points.add(new double[] {x, y});
                values.add(x);
                lowest = Math.min(lowest, y);
                highest = Math.max(highest, y);
            }
            if (lines.size() < MOST_LINES) {
                lines.add(new LineChart.Line(line.getKey(), lines.size(), points, true));
            }
        }
        JmhResult any = series.results().get(0);
        Axis x = Axis.logAt(series.parameter(), List.copyOf(values), Shown::count);
        Axis y = Axis.log("per call", lowest, Math.max(highest, lowest * 2), any::shown);
        String about = "From " + any.shown(lowest) + " to " + any.shown(highest) + "; " + series.parameter()
                + " from left to right, cost from bottom to top, both logarithmic.";
        return new LineChart(id(), series.title(), about, x, y, lines, List.of(), new double[0]);
    }

    private BarChart bars(Series series) {
        List<BarChart.Bar> bars = new ArrayList<>();
        series.lines()
                .forEach((label, line) -> line.forEach(
                        (value, result) -> bars.add(bar(series.parameter() + " " + value + ", " + label, result))));
        String about = "A bar for each value of " + series.parameter() + ".";
        return new BarChart(
                id(), series.title(), about, bars, "per call", series.results().get(0)::shown);
    }

    private static BarChart.Bar bar(String name, JmhResult result) {
        return new BarChart.Bar(
                name, List.of(new BarChart.Part("", 0, result.typical().value())));
    }

    /** Methods of a class are ways of doing the same, ours and those that were rejected. */
    private void sideBySide(List<JmhResult> results) {
        Map<String, Map<String, JmhResult>> byClass = new TreeMap<>();
        for (JmhResult result : results) {
            if (result.typical().isThere() && !result.type().equals(STEPS)) {
                byClass.computeIfAbsent(result.type(), type -> new TreeMap<>())
                        .merge(result.method(), result, Figures::moreUsual);
            }
        }
        byClass.forEach((type, methods) -> {
            if (methods.size() > 1) {
                List<BarChart.Bar> bars = new ArrayList<>();
                Block.Table table = Block.Table.of(type + " side by side", "method", "with", "typical", "allocated");
                methods.forEach((method, result) -> {
                    bars.add(bar(method, result));
                    Measured allocated = result.allocatedBytes();
                    table.row(
                            method,
                            result.parametersBut(""),
                            result.shown(result.typical().value()),
                            allocated.isThere() ? Shown.bytes(allocated.value()) : "");
                });
                JmhResult any = methods.values().iterator().next();
                String about = "A bar for each method of " + type + ".";
                add(new BarChart(id(), type + " side by side", about, bars, "per call", any::shown), table);
            }
        });
    }
}
