package dev.kairos.cli;

import dev.kairos.Engine;
import java.util.concurrent.CountDownLatch;

/** Keeps a command going until its process is told to stop, by Ctrl-C or TERM, and then stops cleanly. */
final class Serving {

    private Serving() {}

    /**
     * Does not return. The process ends with exit code 0 when all was closed in order, with 1 otherwise.
     *
     * @param afterwards done once the engine is closed
     */
    static void untilStopped(Engine engine, Terminal terminal, Runnable afterwards) {
        Thread hook = new Thread(() -> stop(engine, terminal, afterwards), "kairos-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Engine engine, Terminal terminal, Runnable afterwards) {
        int exitCode = 1;
        try {
            terminal.tell("Stopping: calls under way are answered first.");
            engine.close();
            afterwards.run();
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
