package dev.kairos.journey;

import dev.kairos.journal.AppendQueueOptions.Durability;
import java.time.Duration;

/**
 * What an operator can set of the update path.
 *
 * @param durability when a record is acknowledged
 * @param retention how much of the journal is kept beyond what a rebuild needs
 * @param snapshotEvery how often the profiles are written to a snapshot; zero for never
 * @param dedupe how messages that are delivered twice are known
 */
public record UpdateSettings(
        Durability durability, Retention retention, Duration snapshotEvery, Repeats dedupe, long storeCapacity) {

    public static final UpdateSettings DEFAULT =
            new UpdateSettings(Durability.WRITTEN, Retention.DEFAULT, Duration.ofHours(6), Repeats.DEFAULT, 1_000_000);

    /**
     * @param maxAge records older than that may go
     * @param maxBytes size on disk above which the oldest may go
     */
    public record Retention(Duration maxAge, long maxBytes) {
        public static final Retention DEFAULT = new Retention(Duration.ofDays(365), 200L << 30);
    }

    /**
     * @param horizon for how long a message is known at least
     * @param messages how many of the latest are known at least, whatever their age; 64 bytes of disk for each
     */
    public record Repeats(Duration horizon, int messages) {
        public static final Repeats DEFAULT = new Repeats(Duration.ofHours(24), 1_000_000);
    }

    public UpdateSettings {
        if (snapshotEvery.isNegative()) {
            throw new IllegalArgumentException("snapshots are taken every so often, not after " + snapshotEvery);
        }
    }

    public UpdateSettings withStoreCapacity(long capacity) {
        return new UpdateSettings(durability, retention, snapshotEvery, dedupe, capacity);
    }
}
