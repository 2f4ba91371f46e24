package dev.kairos.profile;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a store that was believed when it was opened, while it is in use. Decisions and the writer come first: it begins
 * some seconds later, when the first calls after a start have been answered, and after each segment it rests for as long as
 * that took. One call at a time.
 */
final class Auditor {

    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

    private final ProfileMap map;
    private final EntryWriter entries;
    private final RecordGate gate;
    private volatile boolean done;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Auditor(ProfileMap map, EntryWriter entries, RecordGate gate, boolean done) {
        this.map = map;
        this.entries = entries;
        this.gate = gate;
        this.done = done;
    }

    boolean isDone() {
        return done;
    }

    /**
     * After it the whole store has been read, and is in memory as far as there is room.
     *
     * @param delayMs before it begins
     * @throws StoreException when the store is damaged
     */
    synchronized void run(long delayMs) {
        rest(TimeUnit.MILLISECONDS.toNanos(delayMs));
        long startNs = System.nanoTime();
        Audit audit = new Audit(map);
        try (PageCache pages = new PageCache(map.file())) {
            while (!audit.isAtEnd() && !isStopping()) {
                long fromNs = System.nanoTime();
                pages.readTo((audit.segmentsDone() + 1.0) / map.segments());
                countNext(audit);
                rest(System.nanoTime() - fromNs);
            }
            if (!audit.isAtEnd()) {
                return;
            }
            map.expectWarmReads();
            if (conclude(audit)) {
                LOG.info(
                        "All {} entries of the profile store are whole: checked while in use, in {} ms",
                        audit.counted().entries,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
            }
        } finally {
            letGo();
        }
    }

    private void countNext(Audit audit) {
        if (!enter()) {
            return;
        }
        try {
            entries.audit(audit);
            audit.countNext();
        } catch (RuntimeException | InternalError unreadable) {
            entries.giveUp();
            throw new StoreException("its map is damaged: " + unreadable.getMessage(), unreadable);
        } finally {
            gate.leave();
        }
    }

    /** Whether it could be compared; not when the store is being closed. */
    private boolean conclude(Audit audit) {
        if (!enter()) {
            return false;
        }
        try {
            StoreOpener.requireSame(audit.counted(), entries.state());
            done = true;
            return true;
        } catch (StoreException damaged) {
            entries.giveUp();
            throw damaged;
        } finally {
            gate.leave();
        }
    }

    private void letGo() {
        if (enter()) {
            entries.audit(null);
            gate.leave();
        }
    }

    private boolean enter() {
        return gate.enterUnless(this::isStopping);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void rest(long nanos) {
        try {
            if (stopping.await(nanos, TimeUnit.NANOSECONDS)) {
                LOG.debug("The check of the profile store is given up");
            }
        } catch (InterruptedException e) {
            stopping.countDown();
            Thread.currentThread().interrupt();
        }
    }

    /** Gives up what is under way, and waits for it. The writer has stopped. */
    void close() {
        stopping.countDown();
        synchronized (this) {
            entries.audit(null);
        }
    }
}
