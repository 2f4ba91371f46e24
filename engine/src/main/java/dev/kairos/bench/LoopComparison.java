package dev.kairos.bench;

import dev.kairos.bench.BenchSettings.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What more event loops are worth: to Kairos, and to the floor on the same machine in the same rounds, which tells what
 * the machine has to give.
 */
final class LoopComparison {

    /** The same server with one event loop and with more. */
    record Pair(LoadedServer one, LoadedServer more) {}

    private LoopComparison() {}

    /**
     * @param pairs Kairos', and maybe a floor's after it
     * @return for the file
     */
    static Map<String, Object> measure(List<Pair> pairs, Timing timing, PhaseRunner phases, Teller teller) {
        List<LoadedServer> servers = pairs.stream()
                .flatMap(pair -> Stream.of(pair.one(), pair.more()))
                .toList();
        Throughput throughput = Throughput.measure(servers, timing, Phase.Purpose.LOOPS, phases, teller);
        List<Map<String, Object>> trees = new ArrayList<>();
        for (Pair pair : pairs) {
            trees.add(tree(pair, throughput, teller));
        }
        Map<String, Object> all = new LinkedHashMap<>(trees.get(0));
        all.put("servers", throughput.tree());
        if (trees.size() > 1) {
            all.put("floor", trees.get(1));
        }
        return all;
    }

    private static Map<String, Object> tree(Pair pair, Throughput throughput, Teller teller) {
        LoadedServer more = pair.more();
        double ratio = Figures.median(throughput.ratios(more, pair.one(), PhaseResult::throughput));
        double byCpu =
                more.loops() * Figures.median(throughput.ratios(more, pair.one(), PhaseResult::callsPerLoopSecond));
        teller.say(String.format(
                Locale.ROOT,
                "  %s: %.2f times the calls of one; %.2f times, had each loop a processor of its own",
                more.what(),
                ratio,
                byCpu));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("loops", more.loops());
        tree.put("ratio", RunFile.number(ratio));
        tree.put("ratioByLoopCpu", RunFile.number(byCpu));
        return tree;
    }
}
