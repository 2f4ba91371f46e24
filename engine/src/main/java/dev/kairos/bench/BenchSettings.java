package dev.kairos.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured, and how.
 *
 * @param options every option of the command as it was resolved, for the record
 */
public record BenchSettings(Traffic traffic, Timing timing, Plan plan, Map<String, String> options) {

    /**
     * What is sent.
     *
     * @param placements how many of the pack's placements a call asks for
     * @param bodies a file of decide calls that are sent in place of made-up ones; null for none
     */
    public record Traffic(
            Weights weights,
            Customers customers,
            String channel,
            int placements,
            @Nullable Path bodies) {}

    /**
     * How long and how often.
     *
     * @param rounds how often servers take turns
     * @param seconds that count, of each turn
     * @param settleSeconds under the same load before those
     * @param warmupSeconds once for each server, at full load
     * @param streams calls at a time on a connection of HTTP/2; 0 for HTTP/1.1
     */
    public record Timing(
            int rounds, double seconds, double settleSeconds, double warmupSeconds, int connections, int streams) {

        /** Of an open loop: more, for what is under way is not bound by them then. */
        int openConnections() {
            return Math.max(OPEN_CONNECTIONS / Math.max(1, streams), connections);
        }

        Protocol protocol() {
            return streams == 0 ? Protocol.HTTP_1_1 : new Http2(streams);
        }

        private static final int OPEN_CONNECTIONS = 128;
    }

    /**
     * Which figures.
     *
     * @param floors that Kairos is compared with, the first being what ratios are of
     * @param poisson whether requests of an open loop arrive by chance rather than at equal distances
     * @param rate of open loops, in requests a second; 0 for half of what each server can
     * @param p99TargetNanos what the highest rate has to hold
     * @param loops a number of event loops that is to be compared with one; 1 for none
     * @param reload whether the pack is loaded again under load
     */
    public record Plan(
            Set<Measure> measures,
            List<Floor> floors,
            boolean poisson,
            double rate,
            long p99TargetNanos,
            int loops,
            boolean reload) {

        boolean wants(Measure measure) {
            return measures.contains(measure);
        }

        Phase.Load openLoad() {
            return poisson ? Phase.Load.POISSON : Phase.Load.CONSTANT;
        }
    }

    /** A kind of figure. */
    public enum Measure {
        /** How many calls a second at most. */
        THROUGHPUT,
        /** How long calls take at half of that. */
        LATENCY,
        /** How many calls a second while the slowest of a hundred keeps its target. */
        SEARCH
    }
}
