package dev.kairos.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What came out, in a table for people. */
final class Summary {

    private static final Set<Phase.Purpose> TOLD =
            Set.of(Phase.Purpose.THROUGHPUT, Phase.Purpose.LATENCY, Phase.Purpose.LOOPS, Phase.Purpose.RELOADING);

    private Summary() {}

    /** Lines: one for each server and kind of load, medians of the rounds. */
    static List<String> of(Environment environment, List<PhaseResult> phases) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s, %d cores, %s; Java %s; commit %s%s",
                environment.machine().cpu(),
                environment.machine().cores(),
                environment.machine().kernel(),
                environment.jdk().version(),
                environment.commit(),
                environment.dirty() ? " and changes" : ""));
        lines.add(String.format(
                Locale.ROOT,
                "%-14s %-10s %10s %10s %9s %9s %9s %9s %9s",
                "server",
                "load",
                "calls/s",
                "loop µs",
                "p50 µs",
                "p99 µs",
                "p99.9 µs",
                "max µs",
                "errors"));
        rows(phases).forEach((key, rounds) -> lines.add(row(key, rounds)));
        return lines;
    }

    private record Key(String server, Phase.Purpose purpose, Phase.Load load) {}

    private static Map<Key, List<PhaseResult>> rows(List<PhaseResult> phases) {
        Map<Key, List<PhaseResult>> rows = new LinkedHashMap<>();
        for (PhaseResult result : phases) {
            Phase.Purpose purpose = result.phase().purpose();
            if (TOLD.contains(purpose)) {
                Key key =
                        new Key(result.server().name(), purpose, result.phase().load());
                rows.computeIfAbsent(key, any -> new ArrayList<>()).add(result);
            }
        }
        return rows;
    }

    private static String row(Key key, List<PhaseResult> rounds) {
        double micros = Figures.median(
                rounds.stream().map(PhaseResult::loopMicrosPerCall).toList());
        return String.format(
                Locale.ROOT,
                "%-14s %-10s %,10.0f %10s %,9.0f %,9.0f %,9.0f %,9.0f %,9d",
                key.server(),
                key.purpose() == Phase.Purpose.RELOADING
                        ? "reloading"
                        : key.load().word(),
                Figures.median(rounds.stream().map(PhaseResult::throughput).toList()),
                Double.isFinite(micros) ? String.format(Locale.ROOT, "%.2f", micros) : "-",
                percentile(rounds, 50),
                percentile(rounds, 99),
                percentile(rounds, 99.9),
                percentile(rounds, 100),
                rounds.stream()
                        .mapToLong(result -> result.recorder().errors() + result.unsent())
                        .sum());
    }

    private static double percentile(List<PhaseResult> rounds, double percentile) {
        return Figures.median(rounds.stream()
                .map(result -> result.percentile(percentile) / 1e3)
                .toList());
    }
}
