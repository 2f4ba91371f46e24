package dev.kairos.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Writes {@code run.json}, which says everything of a run but the single latencies. docs/bench.md describes it. */
final class RunFile {

    static final String NAME = "run.json";
    private static final int FORMAT = 1;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private RunFile() {}

    /** All that was found out. */
    record Run(
            Instant startedAt,
            Environment environment,
            Map<String, String> settings,
            List<LoadedServer> servers,
            List<PhaseResult> phases,
            List<Mark> marks,
            List<StepFigures> steps,
            Map<String, Object> results) {}

    static void write(Path folder, Run run) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve(NAME).toFile(), tree(run));
    }

    private static Map<String, Object> tree(Run run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("format", FORMAT);
        tree.put("startedAt", run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        tree.put("commit", run.environment().commit());
        tree.put("dirty", run.environment().dirty());
        tree.put("machine", machine(run.environment().machine()));
        tree.put("jdk", jdk(run.environment().jdk()));
        tree.put("settings", run.settings());
        tree.put("servers", run.servers().stream().map(RunFile::server).toList());
        tree.put("phases", run.phases().stream().map(RunFile::phase).toList());
        tree.put("marks", run.marks().stream().map(RunFile::mark).toList());
        tree.put("steps", run.steps().stream().map(RunFile::step).toList());
        tree.put("results", run.results());
        return tree;
    }

    private static Map<String, Object> machine(Environment.Machine machine) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("cpu", machine.cpu());
        tree.put("cores", machine.cores());
        tree.put("memoryBytes", machine.memoryBytes());
        tree.put("kernel", machine.kernel());
        tree.put("transport", machine.transport());
        return tree;
    }

    private static Map<String, Object> jdk(Environment.Jdk jdk) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", jdk.version());
        tree.put("vendor", jdk.vendor());
        tree.put("vm", jdk.vm());
        return tree;
    }

    private static Map<String, Object> server(LoadedServer server) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", server.name());
        tree.put("what", server.what());
        tree.put("flags", server.flags());
        tree.put("loops", server.loops() == 0 ? null : server.loops());
        return tree;
    }

    private static Map<String, Object> phase(PhaseResult result) {
        Phase phase = result.phase();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", result.id());
        tree.put("server", result.server().name());
        tree.put("load", phase.load().word());
        tree.put("purpose", phase.purpose().word());
        tree.put("round", phase.round());
        tree.put("protocol", result.protocol());
        tree.put("connections", phase.connections());
        tree.put("ratePerSecond", phase.load() == Phase.Load.CLOSED ? null : phase.ratePerSecond());
        tree.put("startedAtMs", result.startedAtMs());
        tree.put("measuredFromMs", result.measuredFromMs());
        tree.put("seconds", result.seconds());
        tree.put("requests", result.recorder().answered());
        tree.put("errors", result.recorder().errors());
        tree.put("unsent", result.unsent());
        tree.put("degraded", result.recorder().degradedShare());
        tree.put("throughput", result.throughput());
        tree.put("cpu", cpu(result));
        tree.put("latencyNanos", latency(result.recorder().all()));
        tree.put("byKind", byKind(result));
        tree.put("log", result.log());
        return tree;
    }

    private static Map<String, Object> cpu(PhaseResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("client", result.clientCores());
        CpuTimes server = result.cpu();
        tree.put("server", server == null ? null : server.processNanos() / NANOS / result.seconds());
        tree.put("loops", server == null ? null : server.loopNanos() / NANOS / result.seconds());
        return tree;
    }

    private static Map<String, Object> byKind(PhaseResult result) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (CallKind kind : result.server().mix().kinds()) {
            tree.put(kind.word(), latency(result.recorder().of(kind)));
        }
        return tree;
    }

    private static @Nullable Map<String, Object> latency(Histogram nanos) {
        if (nanos.getTotalCount() == 0) {
            return null;
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        for (double percentile : PERCENTILES) {
            String name = percentile == Math.rint(percentile) ? Long.toString((long) percentile) : "" + percentile;
            tree.put("p" + name, nanos.getValueAtPercentile(percentile));
        }
        tree.put("max", nanos.getMaxValue());
        tree.put("mean", Math.round(nanos.getMean()));
        return tree;
    }

    private static Map<String, Object> mark(Mark mark) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("server", mark.server());
        tree.put("kind", mark.kind());
        tree.put("atMs", mark.atMs());
        tree.put("durationMs", mark.durationMs());
        tree.put("text", mark.text());
        return tree;
    }

    private static Map<String, Object> step(StepFigures step) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("step", step.step());
        tree.put("count", step.count());
        tree.put("p50Nanos", number(step.p50Nanos()));
        tree.put("p99Nanos", number(step.p99Nanos()));
        tree.put("meanNanos", number(step.meanNanos()));
        return tree;
    }

    /** JSON has no NaN. */
    static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
