package dev.kairos.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what goes wrong here, kept short: one warning a second at most, with a count of those left out. Nothing of
 * a request is written to it, neither ids nor keys. Thread-safe.
 */
final class QuietLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.kairos.http");
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final AtomicLong nextNanos;
    private final AtomicLong leftOut = new AtomicLong();

    QuietLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** Returns whether it was written. */
    boolean warn(String what, Throwable cause) {
        long now = nanoTime.getAsLong();
        long next = nextNanos.get();
        if (now - next < 0 || !nextNanos.compareAndSet(next, now + PAUSE_NANOS)) {
            leftOut.incrementAndGet();
            return false;
        }
        long unwritten = leftOut.getAndSet(0);
        LOG.warn("{}{}", what, unwritten == 0 ? "" : " (" + unwritten + " warnings left out before)", cause);
        return true;
    }
}
