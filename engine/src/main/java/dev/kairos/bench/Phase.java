package dev.kairos.bench;

import java.util.Locale;

/**
 * One stretch of load on one server.
 *
 * @param purpose what it is for
 * @param round from 1; 0 where there are no rounds
 * @param load how requests arrive
 * @param ratePerSecond of an open loop; 0 for a closed one
 * @param settleSeconds loaded alike before what counts begins
 * @param seconds that count
 */
record Phase(
        Purpose purpose,
        int round,
        Load load,
        double ratePerSecond,
        int connections,
        double settleSeconds,
        double seconds) {

    /** What a phase is for. */
    enum Purpose {
        WARMUP,
        THROUGHPUT,
        LATENCY,
        SEARCH,
        LOOPS,
        RELOAD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How requests arrive. */
    enum Load {
        CLOSED,
        CONSTANT,
        POISSON;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Of an open loop. */
        Arrivals arrivals(double perSecond, long seed) {
            return switch (this) {
                case CONSTANT -> Arrivals.constant(perSecond);
                case POISSON -> Arrivals.poisson(perSecond, seed);
                case CLOSED -> throw new IllegalStateException("a closed loop has no arrivals");
            };
        }
    }
}
