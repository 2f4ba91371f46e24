package dev.kairos.decision;

import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalException;
import dev.kairos.journal.RecordBatch;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's one thread: takes records from the rings, appends all of a pass together, and lets go of what is too old.
 * Nothing stops it but {@link #stop()}: a record that cannot be appended is counted and stands in the next gap.
 */
final class LogDrain implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    /**
     * A decision waits at most this long for the thread to look. Rarely is better: each time it wakes it may take the
     * processor from an event loop, and a ring holds what comes in thirty times as long.
     */
    private static final long PAUSE_NANOS = 5_000_000;
    /** A pass that found more goes on at once, to keep up with whatever comes. */
    private static final int MANY = 2_000;

    /** What comes in a pause at 300,000 decisions a second. */
    private static final int BATCH_BYTES = 256 << 10;

    private static final long RETENTION_INTERVAL_MS = 60_000;
    /** Losses further apart than this are bursts of their own, each with a warning. */
    private static final long BURST_PAUSE_MS = 10_000;

    private static final String NO_ROOM = "no room in the ring of an event loop";

    private final Journal journal;
    private final DecisionLogSettings settings;
    private final InstantSource clock;
    private final LongAdder appended;
    private final LongAdder lost;
    private final List<LogRing> rings = new CopyOnWriteArrayList<>();
    private final Queue<CountDownLatch> flushes = new ConcurrentLinkedQueue<>();
    private final Losses losses = new Losses();
    private final byte[] record = new byte[DecisionRecordEncoder.DEFAULT_MAX_BYTES];
    private final byte[] gap = new byte[RecordFormat.GAP_BYTES];
    private final Thread thread = new Thread(this, "kairos-decision-log");
    private final MessageHandler handler = this::take;
    private final RecordBatch batch;
    /** When the first and the last decision of the batch were made. */
    private long batchFromMs;

    private long batchToMs;
    private String problem = NO_ROOM;
    private long nowMs;
    private long nextRetentionMs;
    private long lastLossMs = Long.MIN_VALUE / 2;
    private volatile boolean stopping;

    LogDrain(Journal journal, DecisionLogSettings settings, Metrics metrics, InstantSource clock) {
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
        batch = new RecordBatch(Math.min(BATCH_BYTES, journal.maxRecordBytes()));
        appended = metrics.counter(Metric.DECISION_LOG_RECORDS);
        lost = metrics.counter(Metric.DECISION_LOG_LOST);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(LogRing ring) {
        rings.add(ring);
    }

    /** Counts down once all is appended that was offered before this call. */
    CountDownLatch flush() {
        CountDownLatch done = new CountDownLatch(1);
        flushes.add(done);
        LockSupport.unpark(thread);
        return done;
    }

    /** Appends what is left and ends the thread. */
    void stop() throws InterruptedException {
        stopping = true;
        LockSupport.unpark(thread);
        thread.join();
    }

    @Override
    public void run() {
        while (!stopping) {
            if (passOrComplain() < MANY) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        passOrComplain();
        if (losses.count() > 0) {
            LOG.warn("The decision log closes without a record of {} decisions: {}", losses.count(), problem);
        }
    }

    private int passOrComplain() {
        try {
            return pass();
        } catch (RuntimeException | InternalError | AssertionError unexpected) {
            LOG.error("The decision log stumbled and goes on", unexpected);
            return 0;
        }
    }

    private int pass() {
        nowMs = clock.millis();
        int flushing = flushes.size();
        int records = 0;
        for (LogRing ring : rings) {
            records += ring.drain(handler);
            ring.accountFor(losses);
        }
        appendBatch();
        recordGap();
        retain();
        for (int i = 0; i < flushing; i++) {
            flushes.remove().countDown();
        }
        return records;
    }

    private void take(int type, MutableDirectBuffer buffer, int index, int length) {
        buffer.getBytes(index, record, 0, length);
        long key = RecordFormat.partitionKey(record, length);
        long madeMs = RecordFormat.longAt(record, RecordFormat.ID_HIGH_AT) >>> DecisionLog.UUID_TIME_SHIFT;
        if (!batch.add(key, record, 0, length)) {
            appendBatch();
            if (!batch.add(key, record, 0, length)) {
                lose(1, madeMs, madeMs, "too long for the journal");
                return;
            }
        }
        boolean isFirst = batch.records() == 1;
        batchFromMs = isFirst ? madeMs : Math.min(batchFromMs, madeMs);
        batchToMs = isFirst ? madeMs : Math.max(batchToMs, madeMs);
    }

    private void appendBatch() {
        if (batch.isEmpty()) {
            return;
        }
        try {
            // never before the times in the ids, which are what decisions are looked up by
            journal.append(batch, Math.max(nowMs, batchToMs));
            appended.add(batch.records());
        } catch (JournalException e) {
            lose(batch.records(), batchFromMs, batchToMs, String.valueOf(e.getMessage()));
            LOG.debug("Decisions could not be appended", e);
        } catch (RuntimeException | InternalError unexpected) {
            lose(batch.records(), batchFromMs, batchToMs, String.valueOf(unexpected));
            throw unexpected;
        } finally {
            batch.clear();
        }
    }

    private void lose(int decisions, long fromMs, long toMs, String why) {
        lost.add(decisions);
        losses.add(decisions, fromMs, toMs);
        problem = why;
    }

    private void recordGap() {
        if (losses.count() == 0) {
            return;
        }
        if (nowMs - lastLossMs > BURST_PAUSE_MS) {
            LOG.warn(
                    "The decision log could not take {} decisions ({}); each gap is counted and leaves a record",
                    losses.count(),
                    problem);
        }
        lastLossMs = nowMs;
        problem = NO_ROOM;
        try {
            int length = RecordFormat.putGap(gap, losses.count(), losses.fromMs(), losses.toMs());
            journal.append(0, gap, 0, length, nowMs);
            losses.clear();
        } catch (JournalException e) {
            LOG.debug("A gap could not be appended; it will be tried again", e);
        }
    }

    private void retain() {
        if (nowMs < nextRetentionMs) {
            return;
        }
        nextRetentionMs = nowMs + RETENTION_INTERVAL_MS;
        try {
            int deleted = journal.retain(nowMs - settings.retention().toMillis(), settings.maxBytes());
            if (deleted > 0) {
                LOG.info("Let go of {} old files of the decision log", deleted);
            }
        } catch (JournalException e) {
            LOG.warn("Old decisions cannot be deleted: {}", e.getMessage());
        }
    }
}
