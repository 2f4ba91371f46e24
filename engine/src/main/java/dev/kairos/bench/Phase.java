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
 * @param calls how many are sent, one after the other, in place of a time; 0 for as many as there is time for
 */
record Phase(
        Purpose purpose,
        int round,
        Load load,
        double ratePerSecond,
        int connections,
        double settleSeconds,
        double seconds,
        int calls) {

    /** Each connection sends as soon as it is answered. */
    static Phase closed(Purpose purpose, int round, int connections, double settleSeconds, double seconds) {
        return new Phase(purpose, round, Load.CLOSED, 0, connections, settleSeconds, seconds, 0);
    }

    /** Requests arrive at a rate of their own. */
    static Phase open(
            Purpose purpose,
            int round,
            Load load,
            double ratePerSecond,
            int connections,
            double settleSeconds,
            double seconds) {
        return new Phase(purpose, round, load, ratePerSecond, connections, settleSeconds, seconds, 0);
    }

    /** A number of calls on one connection, the first of which is the first that counts. */
    static Phase first(Purpose purpose, int calls) {
        return new Phase(purpose, 0, Load.CLOSED, 0, 1, 0, 0, calls);
    }

    /** What a phase is for. */
    enum Purpose {
        /** The first calls after a start. */
        COLD,
        WARMUP,
        THROUGHPUT,
        LATENCY,
        /** One rate of a search for the highest. */
        SEARCH,
        /** Throughput of servers with more and fewer event loops. */
        LOOPS,
        /** Latency while the pack is loaded again. */
        RELOADING,
        /** The first calls after that. */
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
