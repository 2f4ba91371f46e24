package dev.kairos.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What part of each floor's throughput Kairos has. */
final class FloorRatios {

    private FloorRatios() {}

    /** That other ratios are of: Vert.x' own echo, when it is there. */
    static @Nullable LoadedServer main(List<LoadedServer> floors) {
        return floors.stream()
                .filter(server -> server.name().equals(Floor.VERTX_ECHO.word()))
                .findFirst()
                .orElse(floors.isEmpty() ? null : floors.get(0));
    }

    /** Tells them, and returns them for the file. */
    static Map<String, Object> of(
            Throughput throughput, LoadedServer kairos, List<LoadedServer> floors, Teller teller) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (LoadedServer floor : floors) {
            List<Double> ratios = throughput.ratios(kairos, floor, PhaseResult::throughput);
            double byCpu = Figures.median(throughput.ratios(kairos, floor, PhaseResult::callsPerLoopSecond));
            all.put(floor.name(), tree(floor, ratios, byCpu));
            teller.say(String.format(
                    Locale.ROOT,
                    "  of %s: %.3f of its throughput (median; %.3f to %.3f), %.3f of its calls per second of event loop",
                    floor.what(),
                    Figures.median(ratios),
                    ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                    ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                    byCpu));
        }
        LoadedServer main = main(floors);
        return main == null ? Map.of() : Map.of("floorRatio", all.get(main.name()), "floorRatios", all);
    }

    private static Map<String, Object> tree(LoadedServer floor, List<Double> ratios, double byCpu) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("median", RunFile.number(Figures.median(ratios)));
        tree.put("all", ratios.stream().map(RunFile::number).toList());
        tree.put("floor", floor.name());
        tree.put("medianByLoopCpu", RunFile.number(byCpu));
        return tree;
    }
}
