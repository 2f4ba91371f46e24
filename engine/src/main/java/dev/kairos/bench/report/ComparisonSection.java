package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** This run beside the one before: a difference is one only where the ranges of the two do not meet. */
final class ComparisonSection {

    private ComparisonSection() {}

    static Section of(ReportData data) {
        ReportData.Earlier previous = data.previous();
        if (previous == null) {
            return new Section(
                    "comparison",
                    "Compared with the last run",
                    List.of(Block.notMeasured("There is no earlier run to compare with.")));
        }
        Block.Table figures = Block.Table.of("Figures", "figure", "now", "before", "now / before", "verdict");
        for (Figure figure : Figure.values()) {
            Measured now = data.figures().getOrDefault(figure, Measured.MISSING);
            Measured before = previous.figures().getOrDefault(figure, Measured.MISSING);
            if (now.isThere() && before.isThere()) {
                row(
                        figures,
                        figure.label(),
                        figure.shown(now),
                        figure.shown(before),
                        now,
                        before,
                        figure.isBetter(now.value(), before.value()));
            }
        }
        Block.Table jmh = Block.Table.of("JMH", "benchmark", "now", "before", "now / before", "verdict");
        Map<String, JmhResult> earlier =
                previous.jmh().stream().collect(Collectors.toMap(ComparisonSection::name, r -> r, (a, b) -> a));
        for (JmhResult result : data.jmh()) {
            JmhResult other = earlier.get(name(result));
            if (other != null
                    && other.unit().equals(result.unit())
                    && result.typical().isThere()
                    && other.typical().isThere()) {
                row(
                        jmh,
                        name(result),
                        shown(result),
                        shown(other),
                        result.typical(),
                        other.typical(),
                        result.typical().value() < other.typical().value() == result.timed());
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text(about(data.run(), previous.run())));
        List.of(figures, jmh).forEach(table -> {
            if (!table.isEmpty()) {
                blocks.add(table);
            }
        });
        return new Section("comparison", "Compared with the last run", blocks);
    }

    private static String about(Run now, Run before) {
        String other = now.machine().equals(before.machine()) && now.jdk().equals(before.jdk())
                ? ""
                : " Machine or JDK differ, so that times cannot be compared.";
        return "Before: commit " + before.commit() + (before.dirty() ? ", changed" : "") + ", "
                + before.startedAt() + "." + other
                + " Only what lies outside the range of the other run's rounds or iterations is called different; where a"
                + " figure was taken once, nothing can be told. Absolute times and rates drift with the hour on a shared"
                + " machine by more than most changes do, and ranges of one run do not know of that: the ratios count.";
    }

    private static void row(
            Block.Table table, String name, String now, String before, Measured a, Measured b, boolean better) {
        boolean apart = a.isApartFrom(b);
        boolean known = a.hasRange() && b.hasRange();
        String verdict = apart ? (better ? "better" : "worse") : known ? "within the spread" : "spread unknown";
        Block.Tone tone = apart ? (better ? Block.Tone.GOOD : Block.Tone.BAD) : Block.Tone.MUTED;
        table.row(List.of(
                new Block.Cell(name, Block.Tone.PLAIN),
                new Block.Cell(now, Block.Tone.PLAIN),
                new Block.Cell(before, Block.Tone.PLAIN),
                new Block.Cell(Shown.ratio(a.over(b).value()), Block.Tone.PLAIN),
                new Block.Cell(verdict, tone)));
    }

    private static String name(JmhResult result) {
        String with = result.parametersBut("");
        return with.isEmpty() ? result.name() : result.name() + ", " + with;
    }

    private static String shown(JmhResult result) {
        Measured typical = result.typical();
        String value = result.shown(typical.value());
        return typical.hasRange()
                ? value + " (" + result.shown(typical.low()) + " to " + result.shown(typical.high()) + ")"
                : value;
    }
}
