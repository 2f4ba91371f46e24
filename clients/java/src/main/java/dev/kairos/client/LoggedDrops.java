package dev.kairos.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says in the log what is dropped when nobody else listens; one line in ten seconds, so that no log is flooded. */
final class LoggedDrops implements DeliveryListener {

    private static final Logger LOG = System.getLogger("dev.kairos.client");
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private long untold;
    private long nextAt;

    LoggedDrops(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        nextAt = nanoTime.getAsLong();
    }

    @Override
    public synchronized void undelivered(Undelivered touchpoint) {
        untold++;
        long now = nanoTime.getAsLong();
        if (now - nextAt >= 0) {
            nextAt = now + PERIOD_NANOS;
            LOG.log(
                    Level.WARNING,
                    "touchpoints not delivered since the last such line: {0}; the last one: {1} {2}",
                    untold,
                    touchpoint.reason(),
                    touchpoint.detail());
            untold = 0;
        }
    }
}
