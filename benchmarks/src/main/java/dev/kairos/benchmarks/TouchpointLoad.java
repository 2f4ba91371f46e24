package dev.kairos.benchmarks;

import dev.kairos.bench.Zipf;
import dev.kairos.journey.Receipt;
import dev.kairos.journey.UpdatePath;
import dev.kairos.journey.Wait;
import dev.kairos.touchpoint.Touchpoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sends touchpoints into an update path, one at a time, as a server does that answers once they are in the journal. */
final class TouchpointLoad {

    /** One of so many is looked at. */
    static final int SAMPLED = 100;

    private final UpdatePath updates;
    private final int customers;
    private final Zipf zipf;
    private final ShopTouchpoints shop = new ShopTouchpoints();
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile @Nullable Receipt failure;
    private long sent;
    private long refused;

    /** @param customers who are met again and again; those after them are met by a probe only */
    TouchpointLoad(UpdatePath updates, int customers) {
        this.updates = updates;
        this.customers = customers;
        zipf = new Zipf(customers, 0.99, 7);
    }

    SightProbe newProbe(int counter) {
        return new SightProbe(updates.profiles(), counter);
    }

    /** How often there was no room for one; it is then sent again, and those behind it wait. */
    long refused() {
        return refused;
    }

    void sendFirst(int customer) {
        send(shop.of("f-" + customer, customer, "home", System.currentTimeMillis()), null, 0);
    }

    void sendNext() {
        send(shop.any("m-" + sent, zipf.next(), System.currentTimeMillis()), null, 0);
    }

    /**
     * @param probe told of every {@value #SAMPLED}th, which is the first search of its customer; or null
     * @return how many a second it came to
     */
    double sendAt(int rate, int forSeconds, @Nullable SightProbe probe) {
        long start = System.nanoTime();
        Pace pace = new Pace(rate);
        int count = rate * forSeconds;
        for (int i = 0; i < count; i++) {
            long due = pace.awaitNext();
            if (probe == null || i % SAMPLED != 0) {
                sendNext();
            } else {
                send(shop.of("s-" + i, customers + i / SAMPLED, "search", System.currentTimeMillis()), probe, due);
            }
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private void send(Touchpoint touchpoint, @Nullable SightProbe probe, long due) {
        sent++;
        List<Touchpoint> one = List.of(touchpoint);
        // Told of at once, on this thread.
        boolean[] busy = new boolean[1];
        do {
            busy[0] = false;
            updates.intake().touchpoints(one, Wait.NONE, receipt -> {
                if (receipt == Receipt.BUSY) {
                    busy[0] = true;
                } else {
                    end(receipt, touchpoint, probe, due);
                }
            });
            if (busy[0]) {
                refused++;
                LockSupport.parkNanos(100_000);
            }
        } while (busy[0]);
    }

    private void end(Receipt receipt, Touchpoint touchpoint, @Nullable SightProbe probe, long due) {
        if (receipt != Receipt.TAKEN) {
            failure = receipt;
        } else if (probe != null) {
            probe.acknowledged(touchpoint.who(), due);
        }
        acknowledged.incrementAndGet();
    }

    void awaitApplied() {
        while (acknowledged.get() < sent
                || updates.profiles().position() < updates.journal().lastPosition()) {
            if (updates.stoppedBecause() != null) {
                throw new IllegalStateException(updates.stoppedBecause());
            }
            LockSupport.parkNanos(1_000_000);
        }
        Receipt failed = failure;
        if (failed != null) {
            throw new IllegalStateException(failed.message());
        }
    }
}
