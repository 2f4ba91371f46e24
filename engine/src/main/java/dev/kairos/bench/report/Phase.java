package dev.kairos.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One load on one server.
 *
 * @param ratePerSecond NaN in a closed loop
 * @param seconds measured, warm-up excluded
 * @param cpu cores busy, by whose they are: client, server, loops
 * @param latency null where nothing was answered
 * @param log the interval log's file name, null where there is none
 */
record Phase(
        String id,
        String server,
        String load,
        String purpose,
        int round,
        String protocol,
        int connections,
        double ratePerSecond,
        double measuredFromMs,
        double seconds,
        double requests,
        double errors,
        double unsent,
        double degraded,
        double throughput,
        Map<String, Double> cpu,
        @Nullable Latency latency,
        Map<String, Latency> byKind,
        @Nullable String log) {

    static Phase of(JsonView view) {
        JsonView latency = view.maybe("latencyNanos");
        return new Phase(
                view.text("id"),
                view.text("server"),
                view.text("load"),
                view.text("purpose"),
                (int) view.amount("round", 1),
                view.text("protocol", "http/1.1"),
                (int) view.amount("connections", 0),
                view.amount("ratePerSecond", Double.NaN),
                view.amount("measuredFromMs", view.amount("startedAtMs")),
                view.amount("seconds"),
                view.amount("requests"),
                view.amount("errors", 0),
                view.amount("unsent", 0),
                view.amount("degraded", 0),
                view.amount("throughput", 0),
                numbers(view.maybe("cpu")),
                latency.has("p50") ? Latency.of(latency) : null,
                kinds(view.maybe("byKind")),
                view.has("log") ? view.text("log") : null);
    }

    private static Map<String, Double> numbers(JsonView view) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        view.members().forEach((name, value) -> {
            if (value.isNumber()) {
                numbers.put(name, value.number());
            }
        });
        return numbers;
    }

    private static Map<String, Latency> kinds(JsonView view) {
        Map<String, Latency> kinds = new LinkedHashMap<>();
        view.members().forEach((kind, latency) -> {
            if (latency.has("p50")) {
                kinds.put(kind, Latency.of(latency));
            }
        });
        return kinds;
    }

    boolean isOpen() {
        return !load.equals("closed");
    }

    double endMs() {
        return measuredFromMs + seconds * 1_000;
    }

    /** Microseconds that the event loops were busy for each answer, NaN where that was not measured. */
    double loopMicrosPerCall() {
        double busy = cpu.getOrDefault("loops", Double.NaN);
        return requests == 0 ? Double.NaN : busy * seconds * 1e6 / requests;
    }
}
