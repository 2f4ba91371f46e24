package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** How latency grows with the rate. */
final class SearchSection {

    private static final String SEARCH = "search";

    private SearchSection() {}

    /** The steps of the search for the highest rate that keeps a p99. */
    static Section of(ReportData data) {
        List<LineChart.Line> lines = new ArrayList<>();
        Block.Table table =
                Block.Table.of("Latency by rate", "server", "rate asked for", "answered", "p50", "p99", "p99.9");
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        double fastest = 0;
        for (String server : data.run().servers(SEARCH)) {
            TreeMap<Double, List<Double>> tries = new TreeMap<>();
            for (Phase phase : byRate(data.run(), server)) {
                Latency latency = phase.latency();
                if (latency == null || Double.isNaN(phase.ratePerSecond())) {
                    continue;
                }
                tries.computeIfAbsent(phase.ratePerSecond(), rate -> new ArrayList<>())
                        .add(latency.p99());
                fastest = Math.max(fastest, phase.ratePerSecond());
                table.row(
                        server,
                        Shown.perSecond(phase.ratePerSecond()),
                        Shown.perSecond(phase.throughput()),
                        Shown.nanos(latency.p50()),
                        Shown.nanos(latency.p99()),
                        Shown.nanos(latency.p999()));
            }
            List<double[]> points = medians(tries);
            if (!points.isEmpty()) {
                lowest = points.stream().mapToDouble(point -> point[1]).reduce(lowest, Math::min);
                highest = points.stream().mapToDouble(point -> point[1]).reduce(highest, Math::max);
                lines.add(new LineChart.Line(server + " p99", ReportData.style(server), points, true));
            }
        }
        if (lines.isEmpty()) {
            return new Section("search", "Latency by rate", List.of(Block.notMeasured("There was no search.")));
        }
        Axis x = Axis.linear("calls a second, sent when due", fastest, Shown::count);
        Axis y = Axis.log("p99", Math.max(1, lowest), Math.max(10, highest), Shown::nanos);
        LineChart chart = new LineChart(
                "search-chart",
                "p99 by rate",
                "A dot for each rate that was tried, the median of its tries, p99 from bottom to top, logarithmic.",
                x,
                y,
                lines,
                List.of(),
                new double[0]);
        return new Section("search", "Latency by rate", List.of(found(data), new Block.Chart(chart, table)));
    }

    private static List<double[]> medians(TreeMap<Double, List<Double>> tries) {
        List<double[]> points = new ArrayList<>();
        tries.forEach((rate, all) -> {
            double median = Measured.median(
                            all.stream().mapToDouble(Double::doubleValue).toArray())
                    .value();
            points.add(new double[] {rate, Math.max(1, median)});
        });
        return points;
    }

    private static Block.Text found(ReportData data) {
        JsonView capacity = data.run().results().maybe("capacityAtP99");
        String target = Shown.nanos(capacity.amount("targetMs", Double.NaN) * 1e6);
        String rate = Shown.perSecond(capacity.amount("ratePerSecond", Double.NaN));
        return new Block.Text(
                capacity.amount("ratePerSecond", 0) > 0
                        ? "The highest rate at which the p99 of Kairos stays at or under " + target + " is " + rate
                                + "."
                        : "None of the rates that were tried keeps the p99 that was asked for.");
    }

    private static List<Phase> byRate(Run run, String server) {
        return run.phases(SEARCH, server).stream()
                .sorted(Comparator.comparingDouble(Phase::ratePerSecond))
                .toList();
    }
}
