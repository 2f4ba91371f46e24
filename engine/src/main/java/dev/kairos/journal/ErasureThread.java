package dev.kairos.journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs passes of erasure: waits for customers, then a while for more, and again after one that failed. */
final class ErasureThread implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Erasures erasures;
    private final long delayNanos;
    private final long recordsPerSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = new Thread(this, "kairos-erasure");
    private boolean hurried;
    private volatile boolean stopping;

    ErasureThread(Erasures erasures, ErasureSettings settings) {
        this.erasures = erasures;
        delayNanos = settings.delay().toNanos();
        recordsPerSecond = settings.recordsPerSecond();
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    void start() {
        thread.start();
    }

    void wake() {
        signal(false);
    }

    void hurry() {
        signal(true);
    }

    void stop() {
        stopping = true;
        signal(false);
        ThreadEnd.await(thread);
    }

    private void signal(boolean hurry) {
        lock.lock();
        try {
            hurried |= hurry;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        try {
            while (isAnyonePending()) {
                pause(delayNanos);
                while (!stopping && !isPassed()) {
                    pause(RETRY_NANOS);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("Erasing was interrupted; it goes on after the next start");
        }
    }

    /** @return false when it is to stop */
    private boolean isAnyonePending() throws InterruptedException {
        lock.lock();
        try {
            while (!stopping && erasures.pending() == 0) {
                changed.await();
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private boolean isPassed() {
        try {
            return erasures.pass(new Pace());
        } catch (IOException | RuntimeException | InternalError e) {
            LOG.error("Customers could not be erased from all files; it is tried again in a minute", e);
            return false;
        }
    }

    /** Until the time is over, or somebody is in a hurry. */
    private void pause(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!stopping && !hurried && left > 0) {
                left = changed.awaitNanos(left);
            }
            hurried = false;
        } finally {
            lock.unlock();
        }
    }

    /** Holds one step's rate; each log counts from 0. */
    private final class Pace implements BlankProgress {

        private long startNanos = System.nanoTime();
        private long lastRead;

        @Override
        public boolean goesOn(long position, long recordsRead, long recordsBlanked) {
            if (recordsRead < lastRead) {
                startNanos = System.nanoTime();
            }
            lastRead = recordsRead;
            long dueNanos = (long) (recordsRead * 1e9 / recordsPerSecond);
            sleep(startNanos + dueNanos - System.nanoTime());
            return !stopping;
        }

        private void sleep(long nanos) {
            lock.lock();
            try {
                long left = nanos;
                while (!stopping && left > 0) {
                    left = changed.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stopping = true;
            } finally {
                lock.unlock();
            }
        }
    }
}
