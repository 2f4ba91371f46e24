package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Latencies at half of each server's capacity, over quantiles and over time. */
final class LatencySections {

    private static final String LATENCY = "latency";
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 0.9999};
    private static final int POINTS_A_NINE = 24;
    private static final int FEWEST_BEYOND = 5;

    private LatencySections() {}

    static Section quantiles(ReportData data) {
        List<Block> blocks = new ArrayList<>();
        List<LineChart.Line> lines = new ArrayList<>();
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        double last = 0.99;
        Block.Table table = Block.Table.of(
                "Latency at half of each server's own capacity, all rounds together",
                "server",
                "rate",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "p99.99",
                "highest",
                "calls");
        for (String server : data.run().servers(LATENCY)) {
            Histogram whole = together(data.logs(LATENCY, server));
            if (whole.getTotalCount() == 0) {
                continue;
            }
            double end = 1 - Math.min(0.01, (double) FEWEST_BEYOND / whole.getTotalCount());
            List<double[]> points = curve(whole, end);
            lines.add(new LineChart.Line(server, ReportData.style(server), points, false));
            lowest = Math.min(lowest, points.get(0)[1]);
            highest = Math.max(highest, points.get(points.size() - 1)[1]);
            last = Math.max(last, end);
            table.row(row(server, rate(data.run().phases(LATENCY, server)), whole));
        }
        if (lines.isEmpty()) {
            blocks.add(Block.notMeasured("There is no phase with purpose latency that has a log."));
            return new Section("quantiles", "Latency", blocks);
        }
        blocks.add(new Block.Text("Calls are sent when they are due, whatever the server does, and a latency counts"
                + " from then, so that a stall counts for every call that it delays. A curve ends where fewer than "
                + FEWEST_BEYOND + " calls were slower."));
        Axis x = Axis.nines("part of the calls that were at least as fast", last);
        Axis y = Axis.log("latency", Math.max(1, lowest), Math.max(10, highest), Shown::nanos);
        blocks.add(new Block.Chart(
                new LineChart(
                        "quantile-chart",
                        "Latency by quantile",
                        describe(lines),
                        x,
                        y,
                        lines,
                        List.of(),
                        new double[0]),
                table));
        return new Section("quantiles", "Latency", blocks);
    }

    private static String describe(List<LineChart.Line> lines) {
        List<String> parts = new ArrayList<>();
        for (LineChart.Line line : lines) {
            double[] end = line.points().get(line.points().size() - 1);
            parts.add(line.name() + " ends at " + Shown.nanos(end[1]));
        }
        return "One line a server; quantiles from left to right, latency from bottom to top, both logarithmic. "
                + String.join(", ", parts) + ".";
    }

    private static Histogram together(List<IntervalLog> logs) {
        Histogram whole = new Histogram(3);
        logs.forEach(log -> whole.add(log.whole()));
        return whole;
    }

    private static List<double[]> curve(Histogram whole, double end) {
        List<double[]> points = new ArrayList<>();
        double nines = -Math.log10(1 - end);
        int steps = Math.max(1, (int) Math.ceil(nines * POINTS_A_NINE));
        for (int i = 0; i <= steps; i++) {
            double quantile = Math.min(end, 1 - Math.pow(10, -nines * i / steps));
            points.add(new double[] {quantile, Math.max(1, whole.getValueAtPercentile(quantile * 100))});
        }
        return points;
    }

    private static double rate(List<Phase> phases) {
        return Measured.median(phases.stream().mapToDouble(Phase::ratePerSecond).toArray())
                .value();
    }

    private static String[] row(String server, double rate, Histogram whole) {
        List<String> row = new ArrayList<>(List.of(server, Shown.perSecond(rate)));
        for (double quantile : QUANTILES) {
            row.add(Shown.nanos(whole.getValueAtPercentile(quantile * 100)));
        }
        row.add(Shown.nanos(whole.getMaxValue()));
        row.add(Shown.count(whole.getTotalCount()));
        return row.toArray(String[]::new);
    }

    /** Each server's seconds, phases one after the other. */
    static Section overTime(ReportData data) {
        List<Block> blocks = new ArrayList<>();
        for (String purpose : List.of(LATENCY, "reloading", "reload")) {
            for (String server : data.run().servers(purpose)) {
                Timeline timeline = new Timeline(data, purpose, server);
                if (!timeline.isEmpty()) {
                    blocks.add(timeline.chart());
                }
            }
        }
        if (blocks.isEmpty()) {
            blocks.add(Block.notMeasured("There is no log with intervals."));
        } else {
            blocks.add(
                    0,
                    new Block.Text(
                            "p50, p99 and the slowest call of each interval of the logs. Thin lines across are pauses of"
                                    + " the collector, thick ones reloads of the pack; dashed ones part the rounds, which"
                                    + " were not measured one right after the other."));
        }
        return new Section("time", "Latency over time", blocks);
    }
}
