package dev.kairos.journey;

import dev.kairos.journal.AppendQueue;
import dev.kairos.journal.AppendQueueOptions;
import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalOptions;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackCopies;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import dev.kairos.profile.WriteResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All that stands between a touchpoint and the profile that knows of it: journal, profile store, the one thread that
 * applies, and the way in. Opened and closed in one go. Thread-safe.
 */
public final class UpdatePath implements AutoCloseable {

    private static final double MS = 1e-3;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final UpdateFolders folders;
    private final UpdateSettings settings;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Journal journal;
    private final PackSource packs;
    private final ProfileStore profiles;
    private final Waits waits;
    private final Applier applier;
    private final Intake intake;

    private UpdatePath(
            UpdateFolders folders,
            UpdateSettings settings,
            Pack pack,
            Path packDir,
            Metrics metrics,
            InstantSource clock) {
        this.folders = folders;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        try {
            journal = opened(Journal.open(folders.journal(), JournalOptions.DEFAULT));
            packs = opened(new PackSource(new PackCopies(folders.packs())));
            packs.keep(pack, packDir);
            PackHistory history = PackHistory.open(folders.packs().resolve("history"));
            String active = history.last();
            Pack current = active == null ? pack : packs.get(active);
            profiles = opened(ProfileStore.open(
                    folders.profiles(), current.schema(), StoreOptions.ofCapacity(settings.storeCapacity()), metrics));
            waits = new Waits(profiles.writer().position());
            RecordApplier records = new RecordApplier(profiles, packs, history, waits, metrics);
            applier = new Applier(journal, records, waits, clock, this::tick);
            intake = new Intake(opened(openQueue()), waits);
            begin(pack.hash().equals(active) ? null : pack);
        } catch (IOException e) {
            throw closedAfter(new UpdateException("the update path cannot be opened: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            throw closedAfter(e);
        }
    }

    /**
     * Opens it, with what it finds in the folders or afresh, and returns when all that is in the journal is applied. Can
     * take minutes when that is much.
     *
     * @param pack that is to count from now on; {@code packDir} is where it comes from
     * @throws RuntimeException with a message for the operator when something is in use, damaged or missing
     */
    public static UpdatePath open(
            UpdateFolders folders,
            UpdateSettings settings,
            Pack pack,
            Path packDir,
            Metrics metrics,
            InstantSource clock) {
        return new UpdatePath(folders, settings, pack, packDir, metrics, clock);
    }

    private AppendQueue openQueue() {
        AppendQueueOptions usual = AppendQueueOptions.DEFAULT;
        AppendQueueOptions options =
                new AppendQueueOptions(usual.maxBytes(), usual.maxRecords(), settings.durability());
        AppendQueue queue = AppendQueue.open(journal, options, clock, applier::wake);
        metrics.gauge(Metric.JOURNAL_WAITING, queue::waitingBytes);
        metrics.gauge(Metric.JOURNAL_LAG, () -> applier.lagMs() * MS);
        return queue;
    }

    private void begin(@Nullable Pack changed) {
        applier.start();
        open.push(applier);
        open.push(intake::close);
        if (changed != null) {
            turnTo(changed);
        } else {
            applier.awaitApplied(journal.lastPosition());
        }
    }

    /** The profiles as they are now. */
    public ProfileStore profiles() {
        return profiles;
    }

    /** What the journal says of single customers. */
    public CustomerRecords customerRecords() {
        return new CustomerRecords(journal);
    }

    /** The way in. */
    public Intake intake() {
        return intake;
    }

    /**
     * From here on touchpoints meet another pack. Returns when that is so, after all that was in the journal before.
     *
     * @throws UpdateException when it is not, and why
     * @throws dev.kairos.profile.StoreException when the profiles cannot follow its schema
     */
    public void turnTo(Pack pack, Path packDir) {
        try {
            packs.keep(pack, packDir);
        } catch (IOException e) {
            throw new UpdateException("no copy of the pack can be kept: " + e.getMessage(), e);
        }
        turnTo(pack);
    }

    private void turnTo(Pack pack) {
        profiles.check(pack.schema());
        CompletableFuture<WriteResult> turned = new CompletableFuture<>();
        intake.turnTo(new JournalRecord.PackTurned(pack.version(), pack.hash()), turned::complete);
        WriteResult result = turned.join();
        if (!result.done()) {
            String stopped = applier.stoppedBecause();
            throw new UpdateException(stopped != null ? stopped : "the pack cannot count yet: " + result.message());
        }
    }

    /** Why profiles are not written any more, or null. */
    public @Nullable String stoppedBecause() {
        return applier.stoppedBecause();
    }

    private void tick() {
        intake.tick();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private RuntimeException closedAfter(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException further) {
            failure.addSuppressed(further);
        }
        return failure;
    }

    /** Takes nothing more, applies what somebody waits for, and closes all. */
    @Override
    public void close() {
        RuntimeException first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failed) {
                if (first == null) {
                    first = new UpdateException("the update path did not close in order", failed);
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
