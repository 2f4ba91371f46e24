package dev.kairos.decision;

import dev.kairos.journal.Folders;
import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;

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
        wipe(folder);
        // Decisions for customers who are there, but no profile of theirs beside them.
        DecisionLogSettings without =
                new DecisionLogSettings(settings.retention(), settings.maxBytes(), 0, settings.ringBytes());
        return new PassingLog(folder, DecisionLog.open(folder, without, new Metrics(), clock));
    }

    /** A way into it for one event loop. */
    public DecisionLog.Writer newWriter() {
        return log.newWriter();
    }

    @Override
    public void close() {
        log.close();
        wipe(folder);
    }

    /** It has ids of customers. */
    private static void wipe(Path folder) {
        try {
            Folders.wipe(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
