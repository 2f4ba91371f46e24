package dev.kairos.bench.report;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** How ratios went from one published state of the code to the next, this run last. */
final class HistorySection {

    private static final List<Figure> TABLE =
            List.of(Figure.FLOOR_RATIO, Figure.P99_OVER_FLOOR, Figure.DECIDE_P50, Figure.DECIDE_P99, Figure.ALLOCATED);
    private static final int MOST_NAMED = 12;

    private HistorySection() {}

    static Section of(ReportData data) {
        List<HistoryEntry> entries = new ArrayList<>(data.history());
        if (entries.isEmpty()) {
            return new Section(
                    "history", "History", List.of(Block.notMeasured("There is no history (docs/performance).")));
        }
        entries.add(now(data));
        List<LineChart.Line> lines = new ArrayList<>();
        for (Figure figure : List.of(Figure.FLOOR_RATIO, Figure.LOOPS_RATIO)) {
            List<double[]> points = points(entries, figure);
            if (points.size() > 1) {
                lines.add(new LineChart.Line(name(figure), lines.size(), points, true));
            }
        }
        Block.Table table = table(entries);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text("Every published run, oldest first, this one last. Runs were hours apart on a shared"
                + " machine: a step of a few hundredths from one to the next is the hour's as often as the code's."));
        blocks.add(lines.isEmpty() ? table : new Block.Chart(chart(entries, lines), table));
        return new Section("history", "History", blocks);
    }

    private static HistoryEntry now(ReportData data) {
        Run run = data.run();
        return new HistoryEntry(
                run.startedAt().atZone(ZoneOffset.UTC).toLocalDate(),
                run.commit(),
                History.machine(run),
                run.jdk().getOrDefault("version", ""),
                "this run",
                data.figures());
    }

    private static List<double[]> points(List<HistoryEntry> entries, Figure figure) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Measured measured = entries.get(i).figures().getOrDefault(figure, Measured.MISSING);
            if (measured.isThere()) {
                points.add(new double[] {i, measured.value()});
            }
        }
        return points;
    }

    private static String name(Figure figure) {
        return figure == Figure.FLOOR_RATIO ? "of the echo" : "two loops / one";
    }

    private static LineChart chart(List<HistoryEntry> entries, List<LineChart.Line> lines) {
        int each = (entries.size() + MOST_NAMED - 1) / MOST_NAMED;
        List<String> names = new ArrayList<>();
        double highest = 1;
        for (int i = 0; i < entries.size(); i++) {
            String commit = entries.get(i).commit();
            boolean named = (entries.size() - 1 - i) % each == 0;
            names.add(named ? commit.substring(0, Math.min(7, commit.length())) : "");
        }
        for (LineChart.Line line : lines) {
            highest = Math.max(
                    highest,
                    line.points().stream().mapToDouble(point -> point[1]).max().orElse(0));
        }
        return new LineChart(
                "history-chart",
                "Ratios over published runs",
                "A dot for each published run, oldest at the left.",
                Axis.ordinal("commit", names),
                Axis.linear("ratio", highest, Shown::ratio),
                lines,
                List.of(),
                new double[0]);
    }

    private static Block.Table table(List<HistoryEntry> entries) {
        List<String> columns = new ArrayList<>(List.of("date", "commit"));
        TABLE.forEach(figure -> columns.add(figure.label()));
        columns.add("JDK");
        columns.add("source");
        Block.Table table = new Block.Table("Ratios and main figures over published runs", columns, new ArrayList<>());
        for (HistoryEntry entry : entries) {
            List<String> row = new ArrayList<>(List.of(entry.date().toString(), entry.commit()));
            for (Figure figure : TABLE) {
                Measured measured = entry.figures().getOrDefault(figure, Measured.MISSING);
                row.add(measured.isThere() ? figure.shown(measured) : "");
            }
            row.add(entry.jdk());
            row.add(entry.source());
            table.row(row.toArray(String[]::new));
        }
        return table;
    }
}
