package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What came out: each target met or missed, in words, and the figures that have none. */
final class SummarySection {

    private SummarySection() {}

    static Section of(ReportData data) {
        Map<Figure, Measured> figures = data.figures();
        int met = 0;
        int missed = 0;
        int open = 0;
        Block.Table targets = Block.Table.of("Targets", "figure", "verdict", "measured", "target");
        Block.Table others = Block.Table.of("Figures without a target", "figure", "measured");
        for (Figure figure : Figure.values()) {
            Measured measured = figures.getOrDefault(figure, Measured.MISSING);
            if (figure.hasTarget()) {
                met += measured.isThere() && figure.isMet(measured.value()) ? 1 : 0;
                missed += measured.isThere() && !figure.isMet(measured.value()) ? 1 : 0;
                open += measured.isThere() ? 0 : 1;
                targets.row(target(figure, measured));
            } else {
                others.row(figure.label(), figure.shown(measured));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text("Of " + (met + missed + open) + " targets " + met + " are met, " + missed
                + " missed and " + open + " were not measured in this run. Where there are rounds, the median counts;"
                + " lowest and highest stand in brackets."));
        blocks.add(targets);
        blocks.add(others);
        warnings(data.run()).forEach(warning -> blocks.add(new Block.Text(warning)));
        return new Section("summary", "Summary", blocks);
    }

    private static List<Block.Cell> target(Figure figure, Measured measured) {
        Block.Tone tone = !measured.isThere()
                ? Block.Tone.MUTED
                : figure.isMet(measured.value()) ? Block.Tone.GOOD : Block.Tone.BAD;
        String sign = tone == Block.Tone.GOOD ? "✓ " : tone == Block.Tone.BAD ? "✗ " : "";
        return List.of(
                new Block.Cell(figure.label(), Block.Tone.PLAIN),
                new Block.Cell(sign + figure.verdict(measured), tone),
                new Block.Cell(
                        measured.isThere() ? figure.shown(measured) : "–",
                        measured.isThere() ? Block.Tone.PLAIN : Block.Tone.MUTED),
                new Block.Cell(figure.shownTarget(), Block.Tone.PLAIN));
    }

    /** What makes figures of a run mean less than they seem to. */
    private static List<String> warnings(Run run) {
        List<String> warnings = new ArrayList<>();
        double errors = 0;
        double unsent = 0;
        double degraded = 0;
        for (Phase phase : run.phases()) {
            if (!phase.purpose().equals("search")) {
                errors += phase.errors();
                unsent += phase.unsent();
                degraded = Math.max(degraded, phase.degraded());
            }
        }
        if (run.dirty()) {
            warnings.add("Careful: the code was changed after its commit, so nobody can measure the same again.");
        }
        if (errors > 0) {
            warnings.add("Careful: " + Shown.count(errors) + " calls failed; an error costs less than an answer.");
        }
        if (unsent > 0) {
            warnings.add("Careful: " + Shown.count(unsent)
                    + " calls of open loops were never sent, since all connections were waiting; their latency counts"
                    + " nowhere.");
        }
        if (degraded > 0.001) {
            warnings.add("Careful: in one phase " + Shown.share(degraded)
                    + " of the answers were past their deadline, which costs less than a whole answer.");
        }
        return warnings;
    }
}
