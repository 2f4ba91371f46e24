package dev.kairos.decision;

import dev.kairos.journal.BlankProgress;
import dev.kairos.journal.ErasedRecords;
import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalOptions;
import dev.kairos.journal.JournalOptions.OnDamage;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Every decision on record, under {@code <data>/decisions}. Event loops hand records over through a ring of their own
 * and never wait; one thread appends them. What a full ring cannot take is counted and leaves a gap record: nothing is
 * dropped silently. Decisions are found again by their id, which tells the time they were made.
 *
 * <p>Thread-safe, apart from the writers.
 */
public final class DecisionLog implements AutoCloseable {

    /** Of the first half of a UUIDv7: milliseconds since 1970 stand above these bits. */
    static final int UUID_TIME_SHIFT = 16;

    private static final int UUID_VERSION = 7;
    /** The longest deadline that a call may have. */
    private static final long UNDER_WAY_MS = 60_000;

    private static final long FLUSH_TIMEOUT_MS = 5_000;

    private final Path data;
    private final Journal journal;
    private final NameTableFiles names;
    private final LogDrain drain;
    private final DecisionSearch search;
    private final InstantSource clock;
    private final DecisionLogSettings settings;
    private final LongAdder lost;
    private volatile boolean closed;

    private DecisionLog(
            Path data, Journal journal, DecisionLogSettings settings, Metrics metrics, InstantSource clock) {
        this.data = data;
        this.journal = journal;
        this.names = new NameTableFiles(data.resolve("packs"));
        this.settings = settings;
        lost = metrics.counter(Metric.DECISION_LOG_LOST);
        this.clock = clock;
        drain = new LogDrain(journal, settings, metrics, clock);
        search = new DecisionSearch(journal);
    }

    /**
     * Opens the log and starts its thread.
     *
     * @param data the folder of all data
     * @throws dev.kairos.journal.JournalException when another process has it open, or it cannot be read
     */
    public static DecisionLog open(Path data, DecisionLogSettings settings, Metrics metrics, InstantSource clock) {
        JournalOptions usual = JournalOptions.DEFAULT;
        // a damaged log is worth less than an engine that starts
        JournalOptions options =
                new JournalOptions(usual.roll(), usual.blockBytes(), usual.minFreeBytes(), OnDamage.SKIP);
        return open(data, settings, options, metrics, clock);
    }

    static DecisionLog open(
            Path data, DecisionLogSettings settings, JournalOptions options, Metrics metrics, InstantSource clock) {
        Journal journal = Journal.open(data.resolve("decisions"), options);
        DecisionLog log = new DecisionLog(data, journal, settings, metrics, clock);
        log.drain.start();
        return log;
    }

    /**
     * Keeps a pack version's names for good, under {@code <data>/packs}; to be called before the pack goes live.
     *
     * @throws java.io.UncheckedIOException when they cannot be written
     */
    public void keep(NameTables pack) {
        names.keep(pack);
    }

    /** The names of a pack version that was live here at any time, or null. */
    public @Nullable NameTables names(int packCode) {
        return names.of(packCode);
    }

    /** A way into the log for one event loop. */
    public Writer newWriter() {
        LogRing ring = new LogRing(settings.ringBytes());
        drain.add(ring);
        return new Writer(ring, lost);
    }

    /**
     * Another log with the same settings, but without profiles, for a warm-up: appends to a folder of its own, {@code <data>/warm-up}, which goes
     * when it is closed. One at a time; what a process that was killed left there goes first.
     *
     * @throws dev.kairos.journal.JournalException when it cannot be had
     */
    public PassingLog openPassing() {
        return PassingLog.open(data.resolve("warm-up"), settings, clock);
    }

    /**
     * Finds a decision, even one that was offered just now. Blocks for some milliseconds, for seconds when the disk is slow: not for
     * event loops.
     *
     * @return empty when there is none of this id, or it is past its retention
     * @throws dev.kairos.journal.JournalException when the log is closed or cannot be read
     */
    public Optional<DecisionRecord> find(UUID id) {
        if (id.version() != UUID_VERSION) {
            return Optional.empty();
        }
        flush();
        return search.find(id);
    }

    /**
     * The decisions of one customer, newest first. Looks at every decision of the time, newest minutes first, some
     * millions per second, and stops after ten million: not for event loops.
     *
     * @param customerKeys which partition keys are the customer's: those of all their ids
     * @param limit no more than so many
     */
    public RecentDecisions recent(LongPredicate customerKeys, long sinceMs, int limit) {
        flush();
        return search.recent(customerKeys, sinceMs, clock.millis(), limit);
    }

    /**
     * Overwrites a customer's decisions with zeros on the disk, those included that were offered just now. To be
     * repeated when it was stopped, or the process died meanwhile. Blocks; not for event loops.
     *
     * @param erased whose decisions go: those made before the erasure, and those that were under way
     * @return false when {@code progress} stopped it, or decisions are still on their way to the disk
     * @throws dev.kairos.journal.JournalException when the log is closed, damaged, or the disk does not confirm
     */
    public boolean erase(ErasedRecords erased, BlankProgress progress) {
        return flush() && journal.blank(erased.byTime(UNDER_WAY_MS), progress);
    }

    /**
     * Waits until what was offered before is appended.
     *
     * @return false when that took longer than five seconds
     */
    public boolean flush() {
        if (closed) {
            return false;
        }
        try {
            return drain.flush().await(FLUSH_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Appends all that was accepted and closes the files. The event loops must have stopped offering. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            drain.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.close();
    }

    /** Hands records of one event loop over. Used by that thread alone; allocates nothing and never waits. */
    public final class Writer {

        private final LogRing ring;
        /** The share of 63-bit hashes. */
        private final long snapshotsBelow = (long) (settings.snapshotShare() * Long.MAX_VALUE);

        private final LongAdder refused;

        private Writer(LogRing ring, LongAdder refused) {
            this.ring = ring;
            this.refused = refused;
        }

        /**
         * Takes a copy of the finished record.
         *
         * @return false when there is no room: it is then counted, and the log has a gap record instead
         */
        public boolean offer(DecisionRecordEncoder record) {
            if (!closed && ring.offer(record.array(), record.length(), record.timeMs())) {
                return true;
            }
            refused.increment();
            return false;
        }

        /** Whether the profiles of this decision are to be kept as they were: always the same for the same id. */
        public boolean isSnapshotDue(long idHigh, long idLow) {
            long mixed = (idHigh ^ idLow) * 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
            return snapshotsBelow == Long.MAX_VALUE || (mixed ^ mixed >>> 32) >>> 1 < snapshotsBelow;
        }
    }
}
