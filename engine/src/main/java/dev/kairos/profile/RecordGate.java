package dev.kairos.profile;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Keeps a snapshot from beginning in the midst of a record: the writer is inside while it writes the transactions of one,
 * a snapshot while it notes where it begins, well under a microsecond, and an audit while it counts a segment, some hundred.
 * One uncontended compare-and-set a record.
 */
final class RecordGate {

    private static final int FREE = 0;
    private static final int TAKEN = 1;
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicInteger state = new AtomicInteger();

    void enter() {
        while (!tryEnter()) {
            Thread.onSpinWait();
        }
    }

    /** For others than the writer: sleeps now and then, and gives up after ten seconds or when {@code stopping}. */
    boolean enterUnless(BooleanSupplier stopping) {
        long startNs = System.nanoTime();
        while (!tryEnter()) {
            if (stopping.getAsBoolean() || System.nanoTime() - startNs > WAIT_NS) {
                return false;
            }
            LockSupport.parkNanos(1_000);
        }
        return true;
    }

    private boolean tryEnter() {
        return state.compareAndSet(FREE, TAKEN);
    }

    void leave() {
        state.setRelease(FREE);
    }
}
