package dev.kairos.journal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The one thread that appends for a queue: gathers what waits, appends it as a batch, sleeps when there is nothing. */
final class Appender implements Runnable {

    static final long LINGER_MICROS = 100;

    private final AppendQueue queue;
    private final Batch batch;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile @Nullable JournalException failure;

    Appender(Journal journal, AppendQueue queue, Batch batch) {
        this.queue = queue;
        this.batch = batch;
        thread = new Thread(this, "kairos-journal");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** For submitters, after the record is in the queue: a volatile read unless the thread sleeps. */
    void wakeIfAsleep() {
        if (asleep) {
            wake();
        }
    }

    void wake() {
        asleep = false;
        LockSupport.unpark(thread);
    }

    @Nullable
    JournalException failure() {
        return failure;
    }

    void join() {
        ThreadEnd.await(thread);
    }

    @Override
    public void run() {
        boolean worked = false;
        while (!queue.isClosedAndEmpty()) {
            if (appendBatch()) {
                worked = true;
            } else if (worked) {
                worked = false;
                LockSupport.parkNanos(LINGER_MICROS * 1_000);
            } else {
                sleep();
            }
        }
    }

    /** @return whether there was anything */
    private boolean appendBatch() {
        long bytes = batch.gather(queue);
        if (batch.isEmpty()) {
            return false;
        }
        JournalException broken = failure;
        if (broken == null) {
            append();
        } else {
            batch.fail(broken);
        }
        queue.release(bytes);
        return true;
    }

    private void append() {
        JournalException broken = batch.append();
        if (broken != null) {
            failure = broken;
            queue.refuseAll();
            batch.fail(broken);
        }
    }

    private void sleep() {
        asleep = true;
        // whoever submitted before it could see the flag is found here
        if (queue.isEmpty() && !queue.isClosedAndEmpty()) {
            LockSupport.park();
        }
        asleep = false;
    }
}
