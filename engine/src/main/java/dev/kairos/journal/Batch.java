package dev.kairos.journal;

import dev.kairos.journal.AppendQueue.Submission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that are appended, made durable and acknowledged together. Of the appending thread.
 *
 * <p>When a record cannot be appended, it and those behind it fail; the next batch tries again, since room may have been
 * made. When the disk does not confirm, all fail and nothing may be tried again.
 */
final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(AppendQueue.class);

    /** A listener waits for so many others at most; at under a microsecond each that is not long. */
    private static final int MAX_RECORDS = 1_024;

    private final Journal journal;
    private final InstantSource clock;
    private final boolean flushes;
    private final Runnable afterBatch;
    private final List<Submission> submissions = new ArrayList<>(MAX_RECORDS);
    private final long[] positions = new long[MAX_RECORDS];
    private boolean failing;

    Batch(Journal journal, InstantSource clock, boolean flushes, Runnable afterBatch) {
        this.journal = journal;
        this.clock = clock;
        this.flushes = flushes;
        this.afterBatch = afterBatch;
    }

    /** Takes what waits. @return its bytes */
    long gather(AppendQueue queue) {
        submissions.clear();
        long bytes = 0;
        Submission next;
        while (submissions.size() < MAX_RECORDS && (next = queue.poll()) != null) {
            submissions.add(next);
            bytes += next.size();
        }
        return bytes;
    }

    boolean isEmpty() {
        return submissions.isEmpty();
    }

    /** Appends and acknowledges all. @return why nothing may be tried again, when nobody has been told yet; or null */
    @Nullable
    JournalException append() {
        int appended = 0;
        JournalException failure = null;
        try {
            long nowMs = clock.millis();
            while (appended < submissions.size()) {
                Submission next = submissions.get(appended);
                positions[appended] = journal.append(next.partitionKey(), next.bytes(), 0, next.bytes().length, nowMs);
                appended++;
            }
        } catch (RuntimeException | Error e) {
            failure = asJournalException(e);
        }
        complainOnce(failure);
        JournalException unconfirmed = flushes && appended > 0 ? flush() : null;
        if (unconfirmed == null) {
            acknowledge(appended, failure);
        }
        return unconfirmed;
    }

    /** At the first failure of a row, since a full disk fails every batch. */
    private void complainOnce(@Nullable JournalException failure) {
        if (failure != null && !failing) {
            LOG.error("Records cannot be appended, and are refused until they can be: {}", failure.getMessage());
        }
        failing = failure != null;
    }

    private @Nullable JournalException flush() {
        try {
            journal.flush();
            return null;
        } catch (RuntimeException | Error e) {
            LOG.error("The journal takes nothing more until it is opened again: {}", e.getMessage());
            return asJournalException(e);
        }
    }

    private static JournalException asJournalException(Throwable e) {
        return e instanceof JournalException
                ? (JournalException) e
                : new JournalException("cannot append to the journal: " + e, e);
    }

    private void acknowledge(int appended, @Nullable JournalException failure) {
        for (int i = 0; i < submissions.size(); i++) {
            tell(submissions.get(i).listener(), positions[i], i < appended ? null : failure);
        }
        try {
            afterBatch.run();
        } catch (RuntimeException | Error e) {
            LOG.error("What follows a batch of the journal has failed", e);
        }
    }

    void fail(JournalException cause) {
        for (Submission submission : submissions) {
            tell(submission.listener(), Journal.START, cause);
        }
    }

    private static void tell(AppendListener listener, long position, @Nullable JournalException failure) {
        try {
            if (failure == null) {
                listener.appended(position);
            } else {
                listener.failed(failure);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("A listener of the journal has failed", e);
        }
    }
}
