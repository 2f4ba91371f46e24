package dev.kairos.bench;

import org.jspecify.annotations.Nullable;

/**
 * What came of a phase, without the time in which it settled.
 *
 * @param seconds how long it was measured
 * @param unsent requests of an open loop that found no free connection until long after the end
 * @param clientCores processors that this process kept busy
 * @param cpu what the server took; null when that is not known
 * @param recorder all latencies: from when a request was due in an open loop, from when it was sent in a closed one
 * @param log the file that has them, by name
 */
record PhaseResult(
        String id,
        LoadedServer server,
        Phase phase,
        String protocol,
        long startedAtMs,
        long measuredFromMs,
        double seconds,
        long unsent,
        double clientCores,
        @Nullable CpuTimes cpu,
        Recorder recorder,
        String log) {

    double throughput() {
        return recorder.answered() / seconds;
    }

    /** Microseconds of the event loops' processors that a call took; NaN when that is not known. */
    double loopMicrosPerCall() {
        return cpu == null ? Double.NaN : cpu.loopNanos() / 1e3 / Math.max(1, recorder.answered());
    }

    /** Calls that the event loops answer in a second of their processors; NaN when that is not known. */
    double callsPerLoopSecond() {
        return 1e6 / loopMicrosPerCall();
    }

    /** Of all kinds, in nanoseconds. */
    long percentile(double percentile) {
        return recorder.all().getValueAtPercentile(percentile);
    }

    /** Nothing went wrong: every request was sent, and answered with 200. */
    boolean isClean() {
        return recorder.errors() == 0 && unsent == 0;
    }
}
