package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Where the time of a decision goes: as the server times its own steps, and as JMH does one by one. */
final class StepsSection {

    private static final List<String> STEPS = List.of("parse", "profile", "rules", "arbitration", "write");
    private static final String WHOLE = "whole";
    private static final String BENCHMARK = "StepBenchmark.";

    private StepsSection() {}

    static Section of(ReportData data) {
        Block.Table table = Block.Table.of("Time per step of a decision", "step", "p50", "p99", "mean", "by", "times");
        List<BarChart.Bar> bars = new ArrayList<>();
        List<BarChart.Part> server = server(data.run(), table);
        if (!server.isEmpty()) {
            bars.add(new BarChart.Bar("In the server under load, by its own clock (mean)", server));
        }
        List<BarChart.Part> jmh = jmh(data.jmh(), table);
        if (!jmh.isEmpty()) {
            bars.add(new BarChart.Bar("Each step on its own, by JMH (typical)", jmh));
        }
        if (bars.isEmpty()) {
            return new Section(
                    "steps",
                    "Where the time goes",
                    List.of(Block.notMeasured(
                            "Neither the server's steps nor JMH's StepBenchmark are among the" + " results.")));
        }
        BarChart chart = new BarChart(
                "steps-chart",
                "Time per step of a decision",
                describe(bars),
                bars,
                "from the whole body read to the answer handed over",
                Shown::nanos);
        return new Section(
                "steps",
                "Where the time goes",
                List.of(
                        new Block.Text("The network, the kernel and the head of the request come on top of this. What"
                                + " the whole takes beyond its steps is the decision log, the clock and the counters. The"
                                + " server's mean has pauses and cold caches in it, which JMH's steps on their own have"
                                + " not."),
                        new Block.Chart(chart, table)));
    }

    private static String describe(List<BarChart.Bar> bars) {
        List<String> all = new ArrayList<>();
        for (BarChart.Bar bar : bars) {
            List<String> parts = new ArrayList<>();
            bar.parts().forEach(part -> parts.add(part.name() + " " + Shown.nanos(part.length())));
            all.add(bar.name() + ": " + String.join(", ", parts) + ".");
        }
        return String.join(" ", all);
    }

    private static List<BarChart.Part> server(Run run, Block.Table table) {
        List<BarChart.Part> parts = new ArrayList<>();
        double steps = 0;
        double whole = Double.NaN;
        for (Run.StepFigure step : run.steps()) {
            table.row(
                    step.step(),
                    Shown.nanos(step.p50Nanos()),
                    Shown.nanos(step.p99Nanos()),
                    Shown.nanos(step.meanNanos()),
                    "the server",
                    Shown.count(step.count()));
            if (step.step().equals(WHOLE)) {
                whole = step.meanNanos();
            }
            int place = STEPS.indexOf(step.step());
            if (place >= 0 && step.meanNanos() > 0) {
                parts.add(new BarChart.Part(step.step(), place, step.meanNanos()));
                steps += step.meanNanos();
            }
        }
        if (!parts.isEmpty() && whole > steps) {
            parts.add(new BarChart.Part("the rest", STEPS.size(), whole - steps));
        }
        return parts;
    }

    private static List<BarChart.Part> jmh(List<JmhResult> results, Block.Table table) {
        List<BarChart.Part> parts = new ArrayList<>();
        for (String step : STEPS) {
            for (JmhResult result : results) {
                boolean first = parts.stream().noneMatch(part -> part.name().equals(step));
                if (first
                        && result.name().equals(BENCHMARK + step)
                        && result.typical().isThere()) {
                    parts.add(new BarChart.Part(
                            step, STEPS.indexOf(step), result.typical().value()));
                    table.row(
                            step,
                            Shown.nanos(result.typical().value()),
                            Shown.nanos(result.high().value()),
                            Shown.nanos(result.mean().value()),
                            "JMH",
                            "");
                }
            }
        }
        return parts;
    }
}
