package dev.kairos.bench;

import dev.kairos.bench.BenchSettings.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How many calls a second servers answer at most, each in turn, round by round: the speed of a shared machine drifts, and
 * so falls on all of them alike. One thread.
 */
final class Throughput {

    private final List<LoadedServer> servers;
    private final List<Map<LoadedServer, PhaseResult>> rounds = new ArrayList<>();

    private Throughput(List<LoadedServer> servers) {
        this.servers = servers;
    }

    /** @param purpose of the phases */
    static Throughput measure(
            List<LoadedServer> servers, Timing timing, Phase.Purpose purpose, PhaseRunner phases, Teller teller) {
        Throughput throughput = new Throughput(servers);
        teller.say(String.format(
                Locale.ROOT,
                "%nThroughput: closed loop, %d connections, rounds of %s s; calls a second, and the µs of event loop that"
                        + " one takes",
                timing.connections(),
                Figures.text(timing.seconds())));
        for (int round = 1; round <= timing.rounds(); round++) {
            Map<LoadedServer, PhaseResult> results = new LinkedHashMap<>();
            for (LoadedServer server : servers) {
                Phase phase =
                        Phase.closed(purpose, round, timing.connections(), timing.settleSeconds(), timing.seconds());
                results.put(server, phases.run(server, phase));
            }
            results.values().forEach(Throughput::check);
            throughput.rounds.add(results);
            teller.say("  round " + round + "   "
                    + results.values().stream().map(Throughput::text).collect(Collectors.joining("   ")));
        }
        return throughput;
    }

    /** What nothing was answered in says nothing of what the server can. */
    private static void check(PhaseResult result) {
        if (result.recorder().answered() == 0) {
            throw new BenchException(result.server().what() + " answered nothing in " + Figures.text(result.seconds())
                    + " s: leave the machine alone meanwhile, or say more --seconds");
        }
    }

    private static String text(PhaseResult result) {
        String micros = Double.isFinite(result.loopMicrosPerCall())
                ? String.format(Locale.ROOT, " (%.2f µs)", result.loopMicrosPerCall())
                : "";
        String errors = result.isClean()
                ? ""
                : String.format(Locale.ROOT, ", %,d errors", result.recorder().errors());
        return String.format(Locale.ROOT, "%s %,.0f%s%s", result.server().name(), result.throughput(), micros, errors);
    }

    double median(LoadedServer server) {
        return median(server, PhaseResult::throughput);
    }

    double median(LoadedServer server, ToDoubleFunction<PhaseResult> figure) {
        return Figures.median(rounds.stream()
                .map(round -> figure.applyAsDouble(round.get(server)))
                .toList());
    }

    /** Of each round, one server's figure by another's. */
    List<Double> ratios(LoadedServer of, LoadedServer by, ToDoubleFunction<PhaseResult> figure) {
        return rounds.stream()
                .map(round -> figure.applyAsDouble(round.get(of)) / figure.applyAsDouble(round.get(by)))
                .toList();
    }

    /** Medians of each server, for the file. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (LoadedServer server : servers) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("perSecond", Math.round(median(server)));
            one.put("loopMicrosPerCall", RunFile.number(median(server, PhaseResult::loopMicrosPerCall)));
            one.put("clientCores", median(server, PhaseResult::clientCores));
            tree.put(server.name(), one);
        }
        return tree;
    }
}
