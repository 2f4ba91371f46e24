package dev.kairos.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long calls take when they arrive at a rate of their own, from when each was due. Servers take turns. One thread. */
final class Latency {

    private static final double[] TOLD = {50, 99, 99.9, 99.99};

    private final Map<LoadedServer, Double> rates;
    private final List<Map<LoadedServer, PhaseResult>> rounds = new ArrayList<>();

    private Latency(Map<LoadedServer, Double> rates) {
        this.rates = rates;
    }

    /** @param rates in requests a second, of each server its own */
    static Latency measure(Map<LoadedServer, Double> rates, BenchSettings settings, PhaseRunner phases, Teller teller) {
        Latency latency = new Latency(rates);
        BenchSettings.Timing timing = settings.timing();
        Phase.Load load = settings.plan().openLoad();
        teller.say(String.format(
                Locale.ROOT,
                "%nLatency: %s arrivals, %d connections, rounds of %s s, from when each call was due; in µs",
                load.word(),
                timing.openConnections(),
                Figures.text(timing.seconds())));
        for (int round = 1; round <= timing.rounds(); round++) {
            Map<LoadedServer, PhaseResult> results = new LinkedHashMap<>();
            for (Map.Entry<LoadedServer, Double> entry : rates.entrySet()) {
                Phase phase = Phase.open(
                        Phase.Purpose.LATENCY,
                        round,
                        load,
                        entry.getValue(),
                        timing.openConnections(),
                        timing.settleSeconds(),
                        timing.seconds());
                PhaseResult result = phases.run(entry.getKey(), phase);
                results.put(entry.getKey(), result);
                teller.say("  round " + round + "   " + line(result));
            }
            latency.rounds.add(results);
        }
        return latency;
    }

    /** What is told of a phase of an open loop. */
    static String line(PhaseResult result) {
        String clean = result.isClean()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "   errors %,d, unsent %,d",
                        result.recorder().errors(),
                        result.unsent());
        return String.format(
                Locale.ROOT,
                "%-12s %,8.0f a second   p50 %s   p90 %s   p99 %s   p99.9 %s   max %s%s",
                result.server().name(),
                result.phase().ratePerSecond(),
                micros(result, 50),
                micros(result, 90),
                micros(result, 99),
                micros(result, 99.9),
                micros(result, 100),
                clean);
    }

    private static String micros(PhaseResult result, double percentile) {
        return String.format(Locale.ROOT, "%,d", Math.round(result.percentile(percentile) / 1e3));
    }

    /** In nanoseconds, the median of the rounds. */
    double median(LoadedServer server, double percentile) {
        return Figures.median(rounds.stream()
                .map(round -> (double) round.get(server).percentile(percentile))
                .toList());
    }

    /** One server's percentile by another's, the median of the rounds. */
    double ratio(LoadedServer of, LoadedServer by, double percentile) {
        return Figures.median(rounds.stream()
                .map(round -> (double) round.get(of).percentile(percentile)
                        / round.get(by).percentile(percentile))
                .toList());
    }

    /** Medians of each server, for the file. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        rates.forEach((server, rate) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("ratePerSecond", rate);
            for (double percentile : TOLD) {
                one.put("p" + Figures.text(percentile) + "Nanos", median(server, percentile));
            }
            tree.put(server.name(), one);
        });
        return tree;
    }

    /** One server by another, for the file. */
    Map<String, Object> ratios(LoadedServer of, LoadedServer by) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("floor", by.name());
        for (double percentile : TOLD) {
            tree.put("p" + Figures.text(percentile), RunFile.number(ratio(of, by, percentile)));
        }
        return tree;
    }
}
