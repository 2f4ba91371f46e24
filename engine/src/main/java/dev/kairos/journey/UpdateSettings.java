package dev.kairos.journey;

import dev.kairos.journal.AppendQueueOptions.Durability;
import dev.kairos.journal.ErasureSettings;
import dev.kairos.journal.JournalOptions.OnDamage;
import dev.kairos.profile.StoreOptions;
import java.time.Duration;

/**
 * What an operator can set of the update path.
 *
 * @param durability when a record is acknowledged
 * @param retention how much of the journal is kept beyond what a rebuild needs
 * @param snapshotEvery how often the profiles are written to a snapshot; zero for never
 * @param care what is done about damage, and how files are freed of erased customers
 * @param dedupe how messages that are delivered twice are known
 * @param store how profiles are kept
 */
public record UpdateSettings(
        Durability durability,
        Retention retention,
        Duration snapshotEvery,
        Repeats dedupe,
        Care care,
        StoreOptions store) {

    public static final UpdateSettings DEFAULT = new UpdateSettings(
            Durability.WRITTEN,
            Retention.DEFAULT,
            Duration.ofHours(6),
            Repeats.DEFAULT,
            Care.DEFAULT,
            StoreOptions.defaults());

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

    /**
     * @param onDamage what is done about records of the journal that cannot be read
     * @param erasure when and how fast files are freed of erased customers
     */
    public record Care(OnDamage onDamage, ErasureSettings erasure) {
        public static final Care DEFAULT = new Care(OnDamage.REFUSE, ErasureSettings.DEFAULT);
    }

    public UpdateSettings {
        if (snapshotEvery.isNegative()) {
            throw new IllegalArgumentException("snapshots are taken every so often, not after " + snapshotEvery);
        }
    }

    public UpdateSettings withStoreCapacity(long capacity) {
        return with(store.withCapacity(capacity));
    }

    public UpdateSettings with(StoreOptions other) {
        return new UpdateSettings(durability, retention, snapshotEvery, dedupe, care, other);
    }
}
