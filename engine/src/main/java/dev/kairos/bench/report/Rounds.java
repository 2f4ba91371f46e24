package dev.kairos.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Servers that were loaded in turn, round by round, each as fast as it answers.
 *
 * @param purpose of the phases
 * @param ours whose throughput is divided by that of {@code base}, in each round
 */
record Rounds(Run run, String purpose, String ours, String base) {

    private static final String PURPOSE = "throughput";
    private static final String LOOPS = "loops";

    static Section section(ReportData data) {
        Run run = data.run();
        List<Block> blocks = new ArrayList<>();
        Rounds floors = new Rounds(run, PURPOSE, Figures.KAIROS, Figures.FLOOR);
        if (floors.servers().isEmpty()) {
            blocks.add(Block.notMeasured("No phase had that purpose."));
        } else {
            blocks.add(
                    new Block.Text("All servers are loaded in turn in each round, so that the drift of a shared machine"
                            + " falls on all of them. The ratio is taken round by round, and its median counts."));
            blocks.add(floors.chart("Throughput in closed loops, round by round"));
        }
        run.servers(LOOPS).stream()
                .filter(server -> server.startsWith(Figures.KAIROS + "-"))
                .map(more ->
                        new Rounds(run, LOOPS, more, Figures.KAIROS).chart("More event loops than one, round by round"))
                .forEach(blocks::add);
        return new Section("rounds", "Throughput", blocks);
    }

    private List<String> servers() {
        return run.servers(purpose);
    }

    private Block.Chart chart(String caption) {
        List<String> columns = new ArrayList<>(List.of("round"));
        servers().forEach(server -> columns.add(server + ", calls/s"));
        columns.add(ours + " / " + base);
        columns.add("event loop of " + ours + ", CPU per call");
        Block.Table table = new Block.Table(caption, columns, new ArrayList<>());
        List<PairsChart.Round> rounds = new ArrayList<>();
        double highest = 0;
        for (int number : numbers()) {
            PairsChart.Round round = round(number);
            rounds.add(round);
            table.row(row(number, round.ratio()));
            highest = round.dots().stream().mapToDouble(PairsChart.Dot::value).reduce(highest, Math::max);
        }
        String about = "A row for each round and a dot for each server; the ratio of " + ours + " to " + base
                + " stands at the end of the row.";
        Axis x = Axis.linear("answers a second", highest, Shown::count);
        return new Block.Chart(new PairsChart(purpose + "-rounds", caption, about, x, rounds), table);
    }

    private TreeSet<Integer> numbers() {
        TreeSet<Integer> numbers = new TreeSet<>();
        run.phases().stream()
                .filter(phase -> phase.purpose().equals(purpose))
                .forEach(phase -> numbers.add(phase.round()));
        return numbers;
    }

    private PairsChart.Round round(int number) {
        List<PairsChart.Dot> dots = new ArrayList<>();
        for (String server : servers()) {
            double rate = rate(server, number);
            if (!Double.isNaN(rate)) {
                dots.add(new PairsChart.Dot(server, ReportData.style(server), rate));
            }
        }
        double ratio = rate(ours, number) / rate(base, number);
        return new PairsChart.Round("round " + number, dots, Double.isFinite(ratio) ? Shown.ratio(ratio) : "–");
    }

    private String[] row(int number, String ratio) {
        List<String> row = new ArrayList<>(List.of(Integer.toString(number)));
        servers().forEach(server -> row.add(Shown.count(rate(server, number))));
        row.add(ratio);
        row.add(Shown.nanos(only(ours, number).map(Phase::loopMicrosPerCall).orElse(Double.NaN) * 1_000));
        return row.toArray(String[]::new);
    }

    private double rate(String server, int number) {
        return only(server, number).map(Phase::throughput).orElse(Double.NaN);
    }

    private Optional<Phase> only(String server, int number) {
        return run.phases(purpose, server).stream()
                .filter(phase -> phase.round() == number)
                .findFirst();
    }
}
