package dev.kairos.profile;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a store that was believed when it was opened, while it is in use. After each segment it rests for as long as that
 * took: decisions and the writer come first. One call at a time.
 */
final class Auditor {

    private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);

    private final ProfileMap map;
    private final EntryWriter entries;
    private final RecordGate gate;
    private volatile boolean done;
    private volatile boolean stopping;

    Auditor(ProfileMap map, EntryWriter entries, RecordGate gate, boolean done) {
        this.map = map;
        this.entries = entries;
        this.gate = gate;
        this.done = done;
    }

    boolean isDone() {
        return done;
    }

    /** @throws StoreException when the store is damaged */
    synchronized void run() {
        long startNs = System.nanoTime();
        Audit audit = new Audit(map);
        try (PageCache pages = new PageCache(map.file())) {
            while (!audit.isAtEnd() && !stopping) {
                long fromNs = System.nanoTime();
                pages.readTo((audit.segmentsDone() + 1.0) / map.segments());
                countNext(audit);
                LockSupport.parkNanos(System.nanoTime() - fromNs);
            }
            if (audit.isAtEnd()) {
                conclude(audit);
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

    private void conclude(Audit audit) {
        if (!enter()) {
            return;
        }
        try {
            StoreOpener.requireSame(audit.counted(), entries.state());
            done = true;
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
        return gate.enterUnless(() -> stopping);
    }

    /** Gives up what is under way, and waits for it. The writer has stopped. */
    void close() {
        stopping = true;
        synchronized (this) {
            entries.audit(null);
        }
    }
}
