package dev.kairos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be stopped and deleted at the end, the latest first: when all is done, when something fails, and when this
 * process is told to stop. Thread-safe.
 */
final class Cleanup implements AutoCloseable {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end, "bench-end");
    private volatile boolean interrupted;

    Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized void later(Runnable task) {
        tasks.push(task);
    }

    /** A server that is to be stopped. */
    ServerProcess server(ServerProcess server) {
        later(server::close);
        return server;
    }

    /** Whether the process was told to stop, so that whatever goes wrong now is no wonder. */
    boolean isInterrupted() {
        return interrupted;
    }

    private void end() {
        interrupted = true;
        run();
        // A JVM that a signal ends answers with a code of its own.
        Runtime.getRuntime().halt(1);
    }

    private synchronized void run() {
        while (!tasks.isEmpty()) {
            tasks.pop().run();
        }
    }

    @Override
    public void close() {
        run();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // There is nothing left for it to do.
        }
    }

    /** Deletes a folder with all that is in it, as far as that is possible. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new BenchException("cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }
}
