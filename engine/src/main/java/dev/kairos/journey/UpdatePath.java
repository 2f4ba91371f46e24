package dev.kairos.journey;

import dev.kairos.journal.AppendQueue;
import dev.kairos.journal.AppendQueueOptions;
import dev.kairos.journal.ErasureStep;
import dev.kairos.journal.Erasures;
import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import dev.kairos.journal.JournalOptions;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackCopies;
import dev.kairos.profile.OpenResult;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.WriteResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that stands between a touchpoint and the profile that knows of it: journal, profile store, the one thread that
 * applies, and the way in. Opened and closed in one go. Thread-safe.
 */
public final class UpdatePath implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpdatePath.class);
    private static final double MS = 1e-3;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final UpdateFolders folders;
    private final UpdateSettings settings;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final Journal journal;
    private final PackSource packs;
    private final PackHistory history;
    private final ProfileStore profiles;
    private final Waits waits;
    private final Journal actionJournal;
    private final Erasing erasing;
    private final Applier applier;
    private final Intake intake;
    private @Nullable ProfileAudit audit;
    private boolean rebuilding;

    private UpdatePath(Opening how, Pack pack, Path packDir, boolean rebuilds) {
        folders = how.folders();
        settings = how.settings();
        metrics = how.metrics();
        clock = how.clock();
        progress = how.progress();
        try {
            journal = opened(Journal.open(folders.journal(), journalOptions()));
            packs = opened(new PackSource(new PackCopies(folders.packs())));
            packs.keep(pack, packDir);
            history = PackHistory.open(folders.packs().resolve("history"));
            profiles = opened(rebuilds ? rebuilt("as was asked for", pack) : openProfiles(pack));
            waits = new Waits(profiles.position());
            actionJournal = Journal.open(folders.actions(), journalOptions());
            erasing = new Erasing(
                    Erasures.open(folders.erasures(), settings.care().erasure(), metrics), profiles, history::last);
            open.push(erasing::close);
            applier = new Applier(journal, records(), waits, clock, this::tick);
            intake = new Intake(opened(openQueue()), waits);
            begin(pack);
        } catch (IOException e) {
            throw closedAfter(new UpdateException("the update path cannot be opened: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            throw closedAfter(e);
        }
    }

    /**
     * With what it is opened.
     *
     * @param clock where records get their time; profiles know of no other
     * @param progress told in words, from time to time, what takes long
     */
    public record Opening(
            UpdateFolders folders,
            UpdateSettings settings,
            Metrics metrics,
            InstantSource clock,
            Consumer<String> progress) {}

    /**
     * Opens it, with what it finds in the folders or afresh, and returns when all that is in the journal is applied. A
     * profile store that is missing or damaged is made again from the newest snapshot and the journal, which can take
     * minutes.
     *
     * @param pack that is to count from now on; {@code packDir} is where it comes from
     * @throws RuntimeException with a message for the operator when something is in use, damaged or missing
     */
    public static UpdatePath open(Opening how, Pack pack, Path packDir) {
        return new UpdatePath(how, pack, packDir, false);
    }

    /** As {@link #open}, and makes the profile store again whatever state it is in. */
    public static UpdatePath rebuild(Opening how, Pack pack, Path packDir) {
        return new UpdatePath(how, pack, packDir, true);
    }

    private ProfileStore openProfiles(Pack pack) {
        Pack last = history.last() == null ? pack : packs.get(history.last());
        OpenResult result =
                ProfileStore.open(journal.lastPosition(), folders.profiles(), last.schema(), settings.store(), metrics);
        return result instanceof OpenResult.Opened opened
                ? opened.store()
                : rebuilt(((OpenResult.MustRebuild) result).reason(), pack);
    }

    private ProfileStore rebuilt(String reason, Pack pack) {
        LOG.warn("Profiles are rebuilt from the journal: {}", reason);
        progress.accept("Profiles are being rebuilt: " + reason + ".");
        rebuilding = true;
        return ProfileStore.rebuild(
                folders.profiles(),
                (history.first() == null ? pack : packs.get(history.first())).schema(),
                settings.store(),
                metrics,
                (done, total) -> progress.accept(
                        String.format(Locale.ROOT, "Profiles are being rebuilt: %,d of a snapshot's.", done)));
    }

    private JournalOptions journalOptions() {
        JournalOptions usual = JournalOptions.DEFAULT;
        return new JournalOptions(
                usual.roll(),
                usual.blockBytes(),
                usual.minFreeBytes(),
                settings.care().onDamage());
    }

    private RecordApplier records() throws IOException {
        if (profiles.position() == Journal.START) {
            requireWholeJournal();
        }
        Dedupe dedupe = opened(Dedupe.open(
                folders.messages(),
                settings.dedupe().messages(),
                settings.dedupe().horizon().toMillis()));
        MessageRefill.run(dedupe, journal, profiles.position());
        ActionLog actions = opened(new ActionLog(actionJournal));
        AppliedCounts counts = new AppliedCounts(metrics);
        UpdateMemory memory = new UpdateMemory(dedupe, actions, packs, history, counts);
        return new RecordApplier(profiles, memory, waits, counts);
    }

    /** The first record of all says which pack counts; a journal that begins otherwise has lost its beginning. */
    private void requireWholeJournal() {
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            if (cursor.next()
                    && !(new RecordCodec().decode(cursor.bytes(), 0, cursor.length())
                            instanceof JournalRecord.PackTurned)) {
                throw new UpdateException("profiles cannot be rebuilt: the journal in " + folders.journal()
                        + " begins in the middle, and there is no snapshot to start from. Put a snapshot back into "
                        + folders.profiles() + ", or the journal's older files");
            }
        }
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

    private void begin(Pack pack) {
        applier.start();
        open.push(applier);
        open.push(intake::close);
        long started = System.nanoTime();
        applier.awaitApplied(journal.lastPosition(), this::tell);
        if (rebuilding) {
            profiles.rebuilt();
            LOG.info(
                    "Profiles are rebuilt: {} entries after {} s",
                    profiles.size(),
                    (System.nanoTime() - started) / 1_000_000_000);
        }
        if (!pack.hash().equals(history.last())) {
            turnTo(pack);
        }
        open.push(new Caretaker(journal, profiles, history, settings, clock));
        if (profiles.needsAudit()) {
            audit = new ProfileAudit(profiles);
        }
    }

    private void tell(long records, long timeMs) {
        String text = String.format(
                Locale.ROOT,
                "%s: %,d records of the journal are applied, the last of %s.",
                rebuilding ? "Profiles are being rebuilt" : "Profiles are being brought up to date",
                records,
                Instant.ofEpochMilli(timeMs));
        LOG.info(text);
        progress.accept(text);
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

    /** All that has changed profiles, to be read. */
    public Journal journal() {
        return journal;
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
        try {
            turnTo(pack);
        } catch (RuntimeException refused) {
            packs.isNotLive(pack);
            throw refused;
        }
        packs.isLive(pack);
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

    /**
     * Goes on to free all files of customers who were erased, and does so from now on. To be called once.
     *
     * @param beside logs that others keep, each with what erases from it
     * @return to be closed before those logs are
     */
    public AutoCloseable startErasing(Map<String, ErasureStep> beside) {
        erasing.start(beside, actionJournal, journal);
        return erasing::close;
    }

    /** Why profiles are not written any more, or null. */
    public @Nullable String stoppedBecause() {
        String damage = audit == null ? null : audit.damage();
        return damage != null ? damage : applier.stoppedBecause();
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
