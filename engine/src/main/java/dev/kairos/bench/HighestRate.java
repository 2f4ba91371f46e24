package dev.kairos.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The highest rate at which a server still keeps a target for its slowest calls. One thread. */
final class HighestRate {

    private static final int STEPS = 8;
    /** At less of the rate than that, what was asked for was not sent. */
    private static final double LEAST_ACHIEVED = 0.98;

    private static final double P99 = 99;

    private HighestRate() {}

    /**
     * Tries rates up to what the server can at most.
     *
     * @param most its throughput in a closed loop
     * @return requests a second; 0 when not even a small part of it holds
     */
    static double find(LoadedServer server, double most, BenchSettings settings, PhaseRunner phases, Teller teller) {
        BenchSettings.Timing timing = settings.timing();
        long target = settings.plan().p99TargetNanos();
        teller.say(String.format(
                Locale.ROOT,
                "%nThe highest rate of %s that keeps p99 under %s ms",
                server.name(),
                Figures.text(target / 1e6)));
        RateSearch search = new RateSearch(rate -> {
            Phase phase = Phase.open(
                    Phase.Purpose.SEARCH,
                    0,
                    settings.plan().openLoad(),
                    rate,
                    timing.openConnections(),
                    timing.settleSeconds() / 2,
                    Math.max(timing.seconds() / 2, Math.min(1, timing.seconds())));
            PhaseResult result = phases.run(server, phase);
            boolean holds = holds(result, target);
            teller.say("  " + (holds ? "holds  " : "misses ") + Latency.line(result));
            return holds;
        });
        return search.highest(most, STEPS);
    }

    private static boolean holds(PhaseResult result, long target) {
        return result.isClean()
                && result.percentile(P99) <= target
                && result.throughput() >= LEAST_ACHIEVED * result.phase().ratePerSecond();
    }

    /** For the file. */
    static Map<String, Object> tree(double rate, long targetNanos) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("targetMs", (double) targetNanos / TimeUnit.MILLISECONDS.toNanos(1));
        tree.put("ratePerSecond", Math.round(rate));
        return tree;
    }
}
