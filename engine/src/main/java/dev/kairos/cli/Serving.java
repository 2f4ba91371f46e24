package dev.kairos.cli;

import dev.kairos.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a command going until its process is told to stop, by Ctrl-C or TERM, and then stops cleanly, also when it is
 * told while still starting. One use.
 */
final class Serving {

    private final Terminal terminal;
    private final Runnable afterwards;
    private final AtomicReference<@Nullable Engine> started = new AtomicReference<>();
    private final Thread hook = new Thread(this::stop, "kairos-stop");

    private Serving(Terminal terminal, Runnable afterwards) {
        this.terminal = terminal;
        this.afterwards = afterwards;
    }

    /** @param afterwards done once the engine is closed */
    static Serving begin(Terminal terminal, Runnable afterwards) {
        Serving serving = new Serving(terminal, afterwards);
        Runtime.getRuntime().addShutdownHook(serving.hook);
        return serving;
    }

    /** The engine that is to be closed at the end. */
    Engine with(Engine engine) {
        started.set(engine);
        return engine;
    }

    /** Does not return. The process ends with exit code 0 when all was closed in order, with 1 otherwise. */
    void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the process, cleanly, when nothing more can come in. */
    static void stopWhenInputEnds(InputStream in) {
        Thread watch = new Thread(
                () -> {
                    awaitEnd(in);
                    Runtime.getRuntime().exit(0);
                },
                "kairos-input");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEnd(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // That is an end, too.
        }
    }

    /** Closes what was started, since the command fails; does nothing when the process is ending already. */
    void abandon() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return;
        }
        close();
    }

    private void close() {
        Engine engine = started.get();
        if (engine != null) {
            engine.close();
        }
        afterwards.run();
    }

    private void stop() {
        int exitCode = 1;
        try {
            terminal.tell("Stopping: calls under way are answered first.");
            close();
            terminal.tell("Stopped.");
            exitCode = 0;
        } catch (RuntimeException e) {
            terminal.tell("kairos: did not stop cleanly: " + e.getMessage());
        } finally {
            // A JVM that a signal ends answers 143 of itself, which supervisors take for a failure.
            Runtime.getRuntime().halt(exitCode);
        }
    }
}
