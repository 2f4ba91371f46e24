package dev.kairos.benchmarks.http;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What came of a run, without its warm-up.
 *
 * @param errors answers other than 200
 * @param nanos latencies: from when a request was due, in an open loop; from when it was sent, in a closed one
 * @param degraded share of the answers looked at that were degraded: cheaper than whole ones, so to be near 0
 * @param clientCpu share of one core that a closed loop itself took: near 1, the load is the limit and not the server;
 *     an open loop spins and takes all of it
 * @param unsent requests of an open loop that found no free connection until the end
 */
record LoadResult(
        long requests, long errors, double seconds, Histogram nanos, double degraded, double clientCpu, long unsent) {

    double perSecond() {
        return requests / seconds;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%,10.0f req/s  p50 %s  p90 %s  p99 %s  p99.9 %s  max %s  errors %d  unsent %d  degraded %.1f%%  client cpu %.0f%%",
                perSecond(),
                micros(50),
                micros(90),
                micros(99),
                micros(99.9),
                micros(100),
                errors,
                unsent,
                100 * degraded,
                100 * clientCpu);
    }

    private String micros(double percentile) {
        return String.format(Locale.ROOT, "%,d µs", nanos.getValueAtPercentile(percentile) / 1000);
    }
}
