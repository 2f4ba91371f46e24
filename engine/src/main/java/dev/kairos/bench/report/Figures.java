package dev.kairos.bench.report;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Works the figures out of a run and of JMH's results. What is not in them is missing. */
final class Figures {

    static final String KAIROS = "kairos";
    static final String FLOOR = "vertx-echo";
    private static final String DECIDE = "DecideBenchmark.decide";
    private static final String FIRE = "RulesBenchmark.fire";
    private static final String MANY = "10000000";

    /** What is meant where a benchmark ran with several values and a figure names only one. */
    private static final Map<String, String> USUAL = Map.of(
            "rules",
            "200",
            "everywhere",
            "0",
            "profiles",
            "1000000",
            "keys",
            "zipf",
            "placements",
            "2",
            "attributes",
            "20",
            JmhResult.THREADS,
            "1");

    private final Run run;
    private final List<JmhResult> jmh;
    private final Map<Figure, Measured> figures = new EnumMap<>(Figure.class);

    private Figures(Run run, List<JmhResult> jmh) {
        this.run = run;
        this.jmh = jmh;
    }

    /** All figures that there are, none of them missing. */
    static Map<Figure, Measured> of(Run run, List<JmhResult> jmh) {
        Figures figures = new Figures(run, jmh);
        figures.throughput();
        figures.latency();
        figures.loops();
        figures.first();
        figures.inProcess();
        figures.figures.values().removeIf(measured -> !measured.isThere());
        return figures.figures;
    }

    private void throughput() {
        List<Phase> kairos = run.phases("throughput", KAIROS);
        List<Phase> floor = run.phases("throughput", FLOOR);
        JsonView said = run.results().maybe("floorRatio");
        figures.put(Figure.FLOOR_RATIO, said.has("median") ? told(said) : paired(kairos, floor, Phase::throughput));
        figures.put(Figure.FLOOR_RATIO_BY_CPU, Measured.single(said.amount("medianByLoopCpu", Double.NaN)));
        figures.put(Figure.KAIROS_RATE, over(kairos, Phase::throughput));
        figures.put(Figure.FLOOR_RATE, over(floor, Phase::throughput));
        figures.put(Figure.LOOP_PER_CALL, over(kairos, Phase::loopMicrosPerCall).times(1_000));
        JsonView capacity = run.results().maybe("capacityAtP99");
        double rate = capacity.amount("ratePerSecond", 0);
        figures.put(Figure.CAPACITY, rate > 0 ? Measured.single(rate) : Measured.MISSING);
    }

    private static Measured told(JsonView said) {
        double[] all = said.maybe("all").elements().stream()
                .filter(JsonView::isNumber)
                .mapToDouble(JsonView::number)
                .toArray();
        Measured range = Measured.median(all);
        return new Measured(said.amount("median"), range.low(), range.high());
    }

    private void latency() {
        List<Phase> kairos = run.phases("latency", KAIROS);
        List<Phase> floor = run.phases("latency", FLOOR);
        figures.put(Figure.HALF_P50, over(kairos, Figures::p50));
        figures.put(Figure.HALF_P99, over(kairos, Figures::p99));
        figures.put(Figure.HALF_P999, over(kairos, Figures::p999));
        figures.put(Figure.P99_OVER_FLOOR, paired(kairos, floor, Figures::p99));
        figures.put(Figure.P999_OVER_FLOOR, paired(kairos, floor, Figures::p999));
    }

    static double p50(Phase phase) {
        return phase.latency() == null ? Double.NaN : phase.latency().p50();
    }

    static double p99(Phase phase) {
        return phase.latency() == null ? Double.NaN : phase.latency().p99();
    }

    static double p999(Phase phase) {
        return phase.latency() == null ? Double.NaN : phase.latency().p999();
    }

    private static Measured over(List<Phase> phases, ToDoubleFunction<Phase> value) {
        return Measured.median(phases.stream().mapToDouble(value).toArray());
    }

    /** The ratio in each round that has both, so that the drift of the machine falls on both. */
    private static Measured paired(List<Phase> these, List<Phase> those, ToDoubleFunction<Phase> value) {
        Map<Integer, Double> byRound = new LinkedHashMap<>();
        those.forEach(phase -> byRound.put(phase.round(), value.applyAsDouble(phase)));
        return Measured.median(these.stream()
                .mapToDouble(phase -> value.applyAsDouble(phase) / byRound.getOrDefault(phase.round(), Double.NaN))
                .toArray());
    }

    private void loops() {
        JsonView said = run.results().maybe("loops");
        figures.put(Figure.LOOPS_RATIO, Measured.single(said.amount("ratio", Double.NaN)));
        figures.put(Figure.LOOPS_RATIO_BY_CPU, Measured.single(said.amount("ratioByLoopCpu", Double.NaN)));
        double floor = said.maybe("floor").amount("ratioByLoopCpu", Double.NaN);
        figures.put(Figure.FLOOR_LOOPS_RATIO_BY_CPU, Measured.single(floor));
    }

    private void first() {
        figures.put(Figure.FIRST_AFTER_START, over(oneByOne("cold"), Figures::p99));
        figures.put(Figure.FIRST_AFTER_RELOAD, over(oneByOne("reload"), Figures::p99));
        if (MANY.equals(run.settings().get("profiles"))) {
            double seconds = run.results().maybe("cold").amount("restartSeconds", Double.NaN);
            figures.put(Figure.RESTART, Measured.single(seconds * 1e9));
        }
    }

    /** The first calls, each sent when the one before was answered. */
    private List<Phase> oneByOne(String purpose) {
        return run.phases(purpose, KAIROS).stream()
                .filter(phase -> !phase.isOpen())
                .toList();
    }

    private void inProcess() {
        figures.put(Figure.DECIDE_P50, find(DECIDE, Map.of()).typical());
        figures.put(Figure.DECIDE_P99, find(DECIDE, Map.of()).high());
        figures.put(Figure.ALLOCATED, find(DECIDE, Map.of()).allocatedBytes());
        figures.put(Figure.FIRE_200, find(FIRE, Map.of("rules", "200")).typical());
        figures.put(Figure.FIRE_1000, find(FIRE, Map.of("rules", "1000")).typical());
        figures.put(Figure.FIRE_5000, find(FIRE, Map.of("rules", "5000")).typical());
        figures.put(
                Figure.MANY_PROFILES,
                find(DECIDE, Map.of("profiles", MANY))
                        .typical()
                        .over(find(DECIDE, Map.of("profiles", "100000")).typical()));
    }

    private JmhResult find(String name, Map<String, String> wanted) {
        return jmh.stream()
                .filter(result -> result.name().equals(name))
                .filter(result -> wanted.entrySet().stream()
                        .allMatch(want -> result.parameter(want.getKey()).equals(want.getValue())))
                .reduce(Figures::moreUsual)
                .orElse(JmhResult.MISSING);
    }

    /** That of two which has more parameters as they usually are, the first where both have as many. */
    static JmhResult moreUsual(JmhResult one, JmhResult other) {
        return usual(other) > usual(one) ? other : one;
    }

    private static long usual(JmhResult result) {
        return USUAL.entrySet().stream()
                .filter(usual -> result.parameter(usual.getKey()).equals(usual.getValue()))
                .count();
    }
}
