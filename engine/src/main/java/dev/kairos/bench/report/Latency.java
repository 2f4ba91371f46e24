package dev.kairos.bench.report;

/** Quantiles of latencies in nanoseconds, as the run says them. */
record Latency(double p50, double p90, double p99, double p999, double p9999, double max, double mean) {

    static Latency of(JsonView view) {
        return new Latency(
                view.amount("p50"),
                view.amount("p90", Double.NaN),
                view.amount("p99"),
                view.amount("p99.9", Double.NaN),
                view.amount("p99.99", Double.NaN),
                view.amount("max"),
                view.amount("mean", Double.NaN));
    }
}
