package dev.kairos.journey;

import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import dev.kairos.journal.ThreadEnd;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer: one thread that follows the journal and is the only one to change profiles. It starts after the
 * position that the store has, so every record is applied once, however often the process ends in between. When there
 * is nothing to do it sleeps, until the journal's thread wakes it and at most for {@value #LONGEST_SLEEP_MS} ms.
 */
final class Applier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
    private static final long LONGEST_SLEEP_MS = 10;
    private static final long PROGRESS_MS = 1_000;
    /** Records between two looks at who waits. */
    private static final int BURST = 64;

    /** Told how far it is. */
    @FunctionalInterface
    interface CatchUp {

        /** @param timeMs of the record applied last, milliseconds since 1970 */
        void at(long records, long timeMs);
    }

    private final Journal journal;
    private final RecordApplier records;
    private final Waits waits;
    private final InstantSource clock;
    private final Runnable tick;
    private final Thread thread = new Thread(this::run, "kairos-applier");
    private final Doze doze = new Doze(LONGEST_SLEEP_MS);
    private volatile boolean closing;
    private volatile @Nullable String stoppedBecause;
    /** Of the record applied last, and whether there was one after it. */
    private volatile long appliedMs;

    /** Written by this thread only. */
    private volatile long applied;

    private volatile boolean behind = true;
    private long tickedMs;

    /** @param tick appends a record that says that time has passed */
    Applier(Journal journal, RecordApplier records, Waits waits, InstantSource clock, Runnable tick) {
        this.journal = journal;
        this.records = records;
        this.waits = waits;
        this.clock = clock;
        this.tick = tick;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There may be something in the journal, or somebody who waits. Any thread; a volatile read unless it sleeps. */
    void wake() {
        doze.wake();
    }

    /** How long ago the record was appended that is applied now, in milliseconds; 0 when none waits. Any thread. */
    long lagMs() {
        return behind ? Math.max(0, clock.millis() - appliedMs) : 0;
    }

    /** Why nothing is applied any more, or null. Any thread. */
    @Nullable
    String stoppedBecause() {
        return stoppedBecause;
    }

    /**
     * Returns when the record at that position is applied, however long that takes.
     *
     * @param progress told now and then of how many records that were, and of what time the last one is
     */
    void awaitApplied(long position, CatchUp progress) {
        CountDownLatch done = new CountDownLatch(1);
        waits.add(new Submitted(position, done::countDown));
        wake();
        try {
            while (!done.await(PROGRESS_MS, TimeUnit.MILLISECONDS)) {
                progress.at(applied, appliedMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpdateException("interrupted while the journal was applied", e);
        }
        String stopped = stoppedBecause;
        if (stopped != null) {
            throw new UpdateException(stopped);
        }
    }

    /** Applies what somebody waits for, then ends the thread. The rest of the journal is applied after the next start. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        ThreadEnd.await(thread);
    }

    private void run() {
        try (records;
                JournalCursor cursor = journal.cursor(records.position() + 1)) {
            follow(cursor);
        } catch (RuntimeException | Error e) {
            stoppedBecause = "profiles are no longer written: " + e.getMessage();
            LOG.error(
                    "Profiles are no longer written; what is sent is kept in the journal and applied after a restart,"
                            + " which recovers what can be recovered",
                    e);
        } finally {
            waits.abandon();
        }
    }

    private void follow(JournalCursor cursor) {
        while (!closing || waits.isAnyoneWaiting()) {
            boolean worked = burst(cursor) || finish(cursor);
            waits.release();
            if (worked) {
                doze.off();
            } else if (doze.mayBegin()) {
                behind = false;
                tickIfDue();
                sleep();
            }
        }
    }

    /** What was erased at the end of the journal is not there to be applied, and may be waited for. */
    private boolean finish(JournalCursor cursor) {
        if (!waits.isAnyoneWaiting()) {
            return false;
        }
        long end = journal.lastPosition();
        if (burst(cursor)) {
            return true;
        }
        waits.publish(Math.max(end, waits.applied()));
        return false;
    }

    private boolean burst(JournalCursor cursor) {
        for (int i = 0; i < BURST; i++) {
            if (!cursor.next()) {
                return i > 0;
            }
            behind = true;
            appliedMs = cursor.timeMs();
            records.apply(cursor);
            applied++;
        }
        return true;
    }

    private void tickIfDue() {
        long nowMs = clock.millis();
        // Again only should the record not have come for as long as a second.
        if (!closing && nowMs - tickedMs > 1_000 && records.isAnythingDue(nowMs)) {
            tickedMs = nowMs;
            tick.run();
        }
    }

    private void sleep() {
        if (!closing) {
            doze.begin();
        }
        doze.off();
    }
}
