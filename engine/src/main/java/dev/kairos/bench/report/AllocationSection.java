package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bytes that a call makes garbage of, by JMH's profiler of the collector. */
final class AllocationSection {

    private static final int MOST_BARS = 24;
    private static final double NOTHING_BYTES = 0.5;

    private AllocationSection() {}

    static Section of(ReportData data) {
        List<JmhResult> results = data.jmh().stream()
                .filter(result -> result.allocatedBytes().isThere())
                .sorted(Comparator.comparingDouble(
                        result -> -result.allocatedBytes().value()))
                .toList();
        if (results.isEmpty()) {
            return new Section(
                    "allocation",
                    "Allocation",
                    List.of(Block.notMeasured("JMH was not run with -prof gc, or its results are not in the folder.")));
        }
        Block.Table table = Block.Table.of("Bytes allocated per call", "benchmark", "with", "bytes per call");
        Map<String, JmhResult> usual = new LinkedHashMap<>();
        for (JmhResult result : results) {
            double bytes = result.allocatedBytes().value();
            table.row(result.name(), result.parametersBut(""), bytes < NOTHING_BYTES ? "none" : Shown.bytes(bytes));
            usual.merge(result.name(), result, Figures::moreUsual);
        }
        List<BarChart.Bar> bars = usual.values().stream()
                .filter(result -> result.allocatedBytes().value() >= NOTHING_BYTES)
                .limit(MOST_BARS)
                .map(AllocationSection::bar)
                .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Text("Unlike times, bytes hardly depend on the machine's mood. Each benchmark has a bar for"
                        + " its usual size; the table has all, and those that allocate nothing."));
        blocks.add(
                bars.isEmpty()
                        ? table
                        : new Block.Chart(
                                new BarChart(
                                        "allocation-chart",
                                        "Bytes allocated per call",
                                        "A bar for each benchmark, the largest first.",
                                        bars,
                                        "bytes per call",
                                        Shown::bytes),
                                table));
        return new Section("allocation", "Allocation", blocks);
    }

    private static BarChart.Bar bar(JmhResult result) {
        double bytes = result.allocatedBytes().value();
        return new BarChart.Bar(result.name(), List.of(new BarChart.Part("", 0, bytes)));
    }
}
