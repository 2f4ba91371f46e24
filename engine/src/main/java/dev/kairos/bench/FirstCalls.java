package dev.kairos.bench;

import java.util.Locale;

/** How long the first calls take, one after the other on one connection, before anything is warm. One thread. */
final class FirstCalls {

    private static final int CALLS = 100;

    private FirstCalls() {}

    /** @param purpose what they come after */
    static PhaseResult measure(LoadedServer server, Phase.Purpose purpose, PhaseRunner phases, Teller teller) {
        PhaseResult result = phases.run(server, Phase.first(purpose, CALLS));
        teller.say(String.format(
                Locale.ROOT,
                "The first %d calls after a %s: p50 %.2f ms, p99 %.2f ms, the longest %.2f ms",
                CALLS,
                purpose == Phase.Purpose.COLD ? "start" : "reload",
                result.percentile(50) / 1e6,
                result.percentile(99) / 1e6,
                result.percentile(100) / 1e6));
        return result;
    }
}
