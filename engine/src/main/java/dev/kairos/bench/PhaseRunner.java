package dev.kairos.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs phases one after the other, and keeps what came of them with the logs of latencies. One thread. */
final class PhaseRunner {

    private static final double NANOS = 1e9;
    /** Above this share of errors there is nothing to be measured. */
    private static final double MOST_ERRORS = 0.5;

    private final Protocol protocol;
    private final Path folder;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final List<PhaseResult> results = new ArrayList<>();

    /** @param folder where logs go */
    PhaseRunner(Protocol protocol, Path folder) {
        this.protocol = protocol;
        this.folder = folder;
    }

    /** All so far. */
    List<PhaseResult> results() {
        return results;
    }

    /**
     * Runs one.
     *
     * @throws BenchException when the server does not answer, or answers with errors mostly
     */
    PhaseResult run(LoadedServer server, Phase phase) {
        try (LoadRun load =
                new LoadRun(protocol, server.target(), server.mix(), phase.connections(), server.expected())) {
            PhaseResult result = run(server, phase, load);
            results.add(result);
            return result;
        } catch (IOException e) {
            throw failed(server, e);
        }
    }

    private PhaseResult run(LoadedServer server, Phase phase, LoadRun load) throws IOException {
        long startedAtMs = System.currentTimeMillis();
        if (phase.settleSeconds() > 0) {
            stretch(load, phase, phase.settleSeconds(), recorder(server, phase.settleSeconds()), 1);
        }
        Recorder recorder = recorder(server, phase.seconds());
        CpuTimes.Reader cpu = server.cpu();
        CpuTimes before = cpu == null ? null : cpu.read();
        long clientBefore = system.getProcessCpuTime();
        long measuredFromMs = System.currentTimeMillis();
        long from = System.nanoTime();
        long unsent = stretch(load, phase, phase.seconds(), recorder, 2);
        double took = (System.nanoTime() - from) / NANOS;
        long clientNanos = system.getProcessCpuTime() - clientBefore;
        CpuTimes after = cpu == null ? null : cpu.read();
        check(server, load, recorder);
        String id = id(server, phase);
        String log = id + ".hlog";
        recorder.write(folder.resolve(log), measuredFromMs);
        return new PhaseResult(
                id,
                server,
                phase,
                protocol.word(),
                startedAtMs,
                measuredFromMs,
                phase.calls() > 0 ? took : phase.seconds(),
                unsent,
                clientNanos / NANOS / took,
                difference(before, after),
                recorder,
                log);
    }

    private static long stretch(LoadRun load, Phase phase, double seconds, Recorder recorder, long seed)
            throws IOException {
        long nanos = (long) (seconds * NANOS);
        if (phase.calls() > 0) {
            load.first(phase.calls(), recorder);
            return 0;
        }
        if (phase.load() == Phase.Load.CLOSED) {
            load.closed(nanos, recorder);
            return 0;
        }
        return load.open(phase.load().arrivals(phase.ratePerSecond(), seed), nanos, recorder);
    }

    private static Recorder recorder(LoadedServer server, double seconds) {
        return new Recorder(server.mix().kinds(), (long) (seconds * NANOS));
    }

    private static @Nullable CpuTimes difference(@Nullable CpuTimes before, @Nullable CpuTimes after) {
        return before == null || after == null ? null : after.since(before);
    }

    private String id(LoadedServer server, Phase phase) {
        return String.format(
                Locale.ROOT, "%03d-%s-%s", results.size() + 1, phase.load().word(), server.name());
    }

    private static void check(LoadedServer server, LoadRun load, Recorder recorder) {
        if (!load.wasAnswered()) {
            throw new BenchException(server.what() + " at " + server.target().host() + ":"
                    + server.target().port() + " answered nothing" + process(server));
        }
        if (recorder.errors() > MOST_ERRORS * recorder.answered()) {
            throw new BenchException("there is nothing to be measured: " + load.firstError());
        }
    }

    private static BenchException failed(LoadedServer server, IOException e) {
        return new BenchException(
                server.what() + " at " + server.target().host() + ":"
                        + server.target().port() + ": " + e.getMessage() + process(server),
                e);
    }

    private static String process(LoadedServer server) {
        ServerProcess process = server.process();
        if (process == null || process.isAlive()) {
            return "";
        }
        return "; it has ended, and said last:\n" + process.tail();
    }
}
