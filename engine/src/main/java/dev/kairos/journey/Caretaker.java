package dev.kairos.journey;

import dev.kairos.journal.Journal;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot every so often, and then lets go of what the journal need not keep any more: never what a rebuild from
 * the oldest snapshot needs. One thread of its own.
 */
final class Caretaker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
    private static final int SNAPSHOTS_KEPT = 2;

    private final Journal journal;
    private final ProfileStore profiles;
    private final PackHistory history;
    private final UpdateSettings settings;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "kairos-caretaker");
        made.setDaemon(true);
        return made;
    });

    Caretaker(
            Journal journal, ProfileStore profiles, PackHistory history, UpdateSettings settings, InstantSource clock) {
        this.journal = journal;
        this.profiles = profiles;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
        Duration every = settings.snapshotEvery();
        if (!every.isZero()) {
            thread.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            List<Snapshot> kept = profiles.snapshots().list();
            if (kept.isEmpty() || kept.get(0).position() < profiles.position()) {
                String pack = history.last();
                byte[] hash = (pack == null ? "" : pack).getBytes(StandardCharsets.US_ASCII);
                profiles.snapshots().take(hash, SNAPSHOTS_KEPT);
                kept = profiles.snapshots().list();
            }
            retain(kept);
        } catch (RuntimeException e) {
            LOG.error("No snapshot was taken, and the journal is kept as it is; it is tried again later", e);
        }
    }

    private void retain(List<Snapshot> kept) {
        if (kept.isEmpty()) {
            return;
        }
        UpdateSettings.Retention retention = settings.retention();
        int deleted = journal.retain(
                clock.millis() - retention.maxAge().toMillis(),
                retention.maxBytes(),
                kept.get(kept.size() - 1).position());
        if (deleted > 0) {
            LOG.info("{} files of the journal are older than need be, and deleted", deleted);
        }
    }

    /** Gives up a snapshot under way with the store, which is closed next. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
