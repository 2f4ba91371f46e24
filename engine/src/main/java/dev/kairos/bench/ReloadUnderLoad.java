package dev.kairos.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Latencies while the server loads its pack again. One thread, and one more that asks for it. */
final class ReloadUnderLoad {

    private ReloadUnderLoad() {}

    /** First under load, then once more without, followed by calls one after the other. @return when each was */
    static List<Mark> measure(
            LoadedServer server,
            ControlCalls control,
            double rate,
            BenchSettings settings,
            PhaseRunner phases,
            Teller teller) {
        BenchSettings.Timing timing = settings.timing();
        teller.say(String.format("%nThe same while the pack is loaded again"));
        Phase phase = Phase.open(
                Phase.Purpose.RELOADING,
                0,
                settings.plan().openLoad(),
                rate,
                timing.openConnections(),
                timing.settleSeconds(),
                2 * timing.seconds());
        long afterMs = Math.round(1e3 * (timing.settleSeconds() + timing.seconds() / 2));
        CompletableFuture<Mark> reload = CompletableFuture.supplyAsync(
                () -> reload(server, control),
                CompletableFuture.delayedExecutor(
                        afterMs, TimeUnit.MILLISECONDS, work -> new Thread(work, "bench-reload").start()));
        teller.say("           " + Latency.line(phases.run(server, phase)));
        try {
            Mark mark = reload.join();
            teller.say(String.format(Locale.ROOT, "           the reload took %.0f ms", mark.durationMs()));
            Mark idle = reload(server, control);
            FirstCalls.measure(server, Phase.Purpose.RELOAD, phases, teller);
            return List.of(mark, idle);
        } catch (CompletionException e) {
            throw new BenchException(String.valueOf(e.getCause().getMessage()), e);
        }
    }

    private static Mark reload(LoadedServer server, ControlCalls control) {
        long atMs = System.currentTimeMillis();
        long from = System.nanoTime();
        try {
            control.reload();
        } catch (IOException e) {
            throw new BenchException("the pack was not loaded again: " + e.getMessage(), e);
        }
        return new Mark(server.name(), "reload", atMs, (System.nanoTime() - from) / 1e6, "pack loaded again");
    }
}
