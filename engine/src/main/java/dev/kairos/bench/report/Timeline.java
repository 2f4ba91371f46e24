package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One server's latency over the seconds of its phases, put one after the other, with what happened meanwhile. */
final class Timeline {

    private static final int MOST_ROWS = 120;

    private final ReportData data;
    private final String purpose;
    private final String server;
    private final List<Second> seconds = new ArrayList<>();
    private final List<LineChart.Event> events = new ArrayList<>();
    private final List<Double> breaks = new ArrayList<>();
    private double length;

    private record Second(double at, IntervalLog.Interval interval, String happened) {}

    Timeline(ReportData data, String purpose, String server) {
        this.data = data;
        this.purpose = purpose;
        this.server = server;
        for (Phase phase : data.run().phases(purpose, server)) {
            IntervalLog log = data.logs().get(phase);
            if (log != null && !log.isEmpty()) {
                add(log.intervals());
            }
        }
    }

    boolean isEmpty() {
        return seconds.isEmpty();
    }

    private void add(List<IntervalLog.Interval> intervals) {
        if (!seconds.isEmpty()) {
            breaks.add(length);
        }
        long fromMs = intervals.get(0).fromMs();
        long toMs = intervals.get(intervals.size() - 1).toMs();
        for (IntervalLog.Interval interval : intervals) {
            double middleMs = (interval.fromMs() + interval.toMs()) / 2.0 - fromMs;
            seconds.add(new Second(length + middleMs / 1_000, interval, happened(interval)));
        }
        for (Run.Mark mark : data.run().marks()) {
            if (mark.server().equals(server) && mark.atMs() >= fromMs && mark.atMs() <= toMs) {
                events.add(new LineChart.Event(length + (mark.atMs() - fromMs) / 1_000, kind(mark), describe(mark)));
            }
        }
        length += (toMs - fromMs) / 1_000.0;
    }

    private static String kind(Run.Mark mark) {
        return mark.kind().equals("reload") ? "reload" : "gc";
    }

    private static String describe(Run.Mark mark) {
        return mark.kind() + (mark.text().isEmpty() ? "" : ", " + mark.text()) + ", "
                + Shown.nanos(mark.durationMs() * 1e6);
    }

    private String happened(IntervalLog.Interval interval) {
        int pauses = 0;
        int reloads = 0;
        double pausedMs = 0;
        for (Run.Mark mark : data.run().marks()) {
            if (mark.server().equals(server) && mark.atMs() >= interval.fromMs() && mark.atMs() < interval.toMs()) {
                boolean reload = mark.kind().equals("reload");
                reloads += reload ? 1 : 0;
                pauses += reload ? 0 : 1;
                pausedMs += reload ? 0 : mark.durationMs();
            }
        }
        List<String> parts = new ArrayList<>();
        if (pauses > 0) {
            parts.add(pauses + (pauses == 1 ? " pause, " : " pauses, ") + Shown.nanos(pausedMs * 1e6));
        }
        if (reloads > 0) {
            parts.add(reloads == 1 ? "a reload" : reloads + " reloads");
        }
        return String.join("; ", parts);
    }

    Block.Chart chart() {
        List<LineChart.Line> lines = List.of(
                line("slowest", 5, IntervalLog.Interval::max),
                line("p99", 1, IntervalLog.Interval::p99),
                line("p50", 0, IntervalLog.Interval::p50));
        double lowest = seconds.stream()
                .mapToDouble(second -> second.interval.p50())
                .min()
                .orElse(1);
        double highest = seconds.stream()
                .mapToDouble(second -> second.interval.max())
                .max()
                .orElse(10);
        String id = "time-" + purpose + "-" + ReportData.style(server);
        Axis x = Axis.linear("seconds measured", length, Shown::digits);
        Axis y = Axis.log("latency", Math.max(1, lowest), Math.max(10, highest), Shown::nanos);
        double[] parts = breaks.stream().mapToDouble(Double::doubleValue).toArray();
        String title = "Latency of " + server + " over time, " + words(purpose);
        String about = "Lines for p50, p99 and the slowest call of each second. The slowest of all took "
                + Shown.nanos(highest) + ". " + events.size() + " pauses and reloads are marked.";
        return new Block.Chart(new LineChart(id, title, about, x, y, lines, events, parts), table(title));
    }

    private static String words(String purpose) {
        return switch (purpose) {
            case "reloading", "reload" -> "while the pack is loaded again";
            default -> "at half of its capacity";
        };
    }

    private LineChart.Line line(String name, int style, ToDoubleFunction<IntervalLog.Interval> value) {
        List<double[]> points = new ArrayList<>();
        for (Second second : seconds) {
            points.add(new double[] {second.at, Math.max(1, value.applyAsDouble(second.interval))});
        }
        return new LineChart.Line(name, style, points, seconds.size() == 1);
    }

    private Block.Table table(String title) {
        Block.Table table =
                Block.Table.of(title, "second", "calls", "p50", "p99", "slowest", "collections and reloads");
        for (Second second : seconds.subList(0, Math.min(MOST_ROWS, seconds.size()))) {
            IntervalLog.Interval interval = second.interval;
            table.row(
                    Shown.digits(second.at),
                    Shown.count(interval.count()),
                    Shown.nanos(interval.p50()),
                    Shown.nanos(interval.p99()),
                    Shown.nanos(interval.max()),
                    second.happened);
        }
        return table;
    }
}
