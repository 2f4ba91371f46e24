package dev.kairos.decision;

import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A log that nobody will read. A warm-up writes to it as loops write to theirs, so that the thread that appends, and all
 * code that both share, has been compiled for what comes in earnest. Its counts go nowhere.
 */
public final class PassingLog implements AutoCloseable {

    private final Path folder;
    private final DecisionLog log;

    private PassingLog(Path folder, DecisionLog log) {
        this.folder = folder;
        this.log = log;
    }

    static PassingLog open(Path folder, DecisionLogSettings settings, InstantSource clock) {
        delete(folder);
        return new PassingLog(folder, DecisionLog.open(folder, settings, new Metrics(), clock));
    }

    /** A way into it for one event loop. */
    public DecisionLog.Writer newWriter() {
        return log.newWriter();
    }

    @Override
    public void close() {
        log.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
