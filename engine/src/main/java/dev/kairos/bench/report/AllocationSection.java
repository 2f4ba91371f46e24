package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
        List<BarChart.Bar> bars = new ArrayList<>();
        for (JmhResult result : results) {
            double bytes = result.allocatedBytes().value();
            String with = result.parametersBut("");
            table.row(result.name(), with, bytes < NOTHING_BYTES ? "none" : Shown.bytes(bytes));
            if (bytes >= NOTHING_BYTES && bars.size() < MOST_BARS) {
                String label = with.isEmpty() ? result.name() : result.name() + ", " + with;
                bars.add(new BarChart.Bar(label, List.of(new BarChart.Part("", 0, bytes))));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text("Unlike times, bytes hardly depend on the machine's mood."
                + (results.size() > bars.size() ? " Calls that allocate nothing are in the table alone." : "")));
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
}
