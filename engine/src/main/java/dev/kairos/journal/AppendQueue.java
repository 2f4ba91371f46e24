package dev.kairos.journal;

import dev.kairos.journal.AppendQueueOptions.Durability;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The way of many threads into one journal. Any thread submits and never waits; one thread of this queue appends in
 * order, in batches, and tells each submitter where its record is. What does not fit is refused at once.
 *
 * <p>An idle appender is woken by the next record, which costs the submitter a system call. One that has just worked
 * first sleeps for {@value Appender#LINGER_MICROS} µs and then looks for itself: under load, records gather for that
 * long and nobody has to wake it.
 */
public final class AppendQueue implements AutoCloseable {

    /** What a waiting record takes beside its bytes; so an empty one is not nothing. */
    static final int RECORD_OVERHEAD_BYTES = 64;
    /** Far above any bound, and far below an overflow. */
    private static final long CLOSED = 1L << 60;

    /** A record on its way. The bytes are not copied. */
    record Submission(long partitionKey, byte[] bytes, AppendListener listener) {
        long size() {
            return bytes.length + RECORD_OVERHEAD_BYTES;
        }
    }

    private final MpscArrayQueue<Submission> submissions;
    private final long maxBytes;
    private final int maxRecordBytes;
    /** Bytes of the records that wait, and {@link #CLOSED} once nothing is taken any more. */
    private final AtomicLong reserved = new AtomicLong();

    private final Appender appender;

    private AppendQueue(Journal journal, AppendQueueOptions options, InstantSource clock, Runnable afterBatch) {
        submissions = new MpscArrayQueue<>(options.maxRecords());
        maxBytes = options.maxBytes();
        maxRecordBytes = journal.maxRecordBytes();
        boolean flushes = options.durability() == Durability.FLUSHED;
        appender = new Appender(journal, this, new Batch(journal, clock, flushes, afterBatch));
    }

    /** As the longer form, with nothing to be done after a batch. */
    public static AppendQueue open(Journal journal, AppendQueueOptions options, InstantSource clock) {
        return open(journal, options, clock, () -> {});
    }

    /**
     * Starts the appending thread. The journal must have no other appender, and stays open when the queue is closed.
     *
     * @param clock where records get their time; the journal never lets it go back
     * @param afterBatch called on the appending thread when a batch is appended and its listeners were told: to wake
     *     whoever follows the journal
     */
    public static AppendQueue open(
            Journal journal, AppendQueueOptions options, InstantSource clock, Runnable afterBatch) {
        AppendQueue queue = new AppendQueue(journal, options, clock, afterBatch);
        queue.appender.start();
        return queue;
    }

    /**
     * Hands a record over. Records of one thread keep their order. For any thread; never waits.
     *
     * @param record must not be changed any more
     * @param listener told once, on the appending thread, unless this call returned false
     * @return false when there is no room, the queue is closed, or it has failed for good ({@link #failure()})
     * @throws IllegalArgumentException when the record is longer than the journal takes
     */
    public boolean submit(long partitionKey, byte[] record, AppendListener listener) {
        if (record.length > maxRecordBytes) {
            throw new IllegalArgumentException(
                    "a record of " + record.length + " bytes; this journal takes at most " + maxRecordBytes);
        }
        Submission submission = new Submission(partitionKey, record, listener);
        boolean taken = reserved.addAndGet(submission.size()) <= maxBytes && submissions.offer(submission);
        if (!taken) {
            release(submission.size());
        }
        // also when refused: a closing appender waits until nobody holds room any more
        appender.wakeIfAsleep();
        return taken;
    }

    /**
     * Why nothing is taken any more, or null: after a disk has failed to confirm what it was given, the pages are no
     * longer known to be there, and a second try would say yes falsely.
     */
    public @Nullable JournalException failure() {
        return appender.failure();
    }

    /** Bytes that wait to be appended. */
    public long waitingBytes() {
        return reserved.get() & CLOSED - 1;
    }

    /** Takes nothing more, appends all that was taken, tells their listeners and ends the thread. */
    @Override
    public void close() {
        refuseAll();
        appender.join();
    }

    /** From now on every {@link #submit} returns false. */
    void refuseAll() {
        reserved.getAndUpdate(bytes -> bytes | CLOSED);
        appender.wake();
    }

    boolean isClosedAndEmpty() {
        return reserved.get() == CLOSED;
    }

    boolean isEmpty() {
        return submissions.isEmpty();
    }

    @Nullable
    Submission poll() {
        return submissions.relaxedPoll();
    }

    void release(long bytes) {
        reserved.addAndGet(-bytes);
    }
}
