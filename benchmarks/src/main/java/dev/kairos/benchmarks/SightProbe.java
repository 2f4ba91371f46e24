package dev.kairos.benchmarks;

import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileReader;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.ProfileView;
import dev.kairos.touchpoint.Who;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Looks again and again at the profiles of customers whose first search was just acknowledged, as a decision reads them,
 * until a counter says so. Reads the oldest that is not seen yet, since one thread applies them in their order.
 */
final class SightProbe implements Callable<Void> {

    /** With the system's slack on a sleep it looks about every 0.1 ms. */
    private static final long BETWEEN_LOOKS_NANOS = 30_000;

    private static final long GIVEN_UP_NANOS = 20_000_000_000L;

    /** A touchpoint that is in the journal; {@link System#nanoTime} of when it was to be sent, and acknowledged. */
    record Acknowledged(Who who, long dueNanos, long nanos) {}

    final Histogram sinceAcknowledged = new Histogram(3);
    final Histogram sinceDue = new Histogram(3);
    private final Queue<Acknowledged> arriving = new ConcurrentLinkedQueue<>();
    private final Deque<Acknowledged> unseen = new ArrayDeque<>();
    private final ProfileReader reader;
    private final ProfileView view;
    private final int counter;
    private volatile boolean stopped;

    /** @param counter index of what is 0 before the touchpoint, and not afterwards */
    SightProbe(ProfileStore profiles, int counter) {
        reader = profiles.newReader();
        view = profiles.layout().newView(Kind.PERSON);
        this.counter = counter;
    }

    /** Any thread. */
    void acknowledged(Who who, long dueNanos) {
        arriving.add(new Acknowledged(who, dueNanos, System.nanoTime()));
    }

    @Override
    public Void call() {
        while (!stopped || !unseen.isEmpty() || !arriving.isEmpty()) {
            for (Acknowledged next = arriving.poll(); next != null; next = arriving.poll()) {
                unseen.add(next);
            }
            while (!unseen.isEmpty() && isSeen(unseen.peek())) {
                unseen.remove();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return null;
    }

    private boolean isSeen(Acknowledged one) {
        boolean there = reader.readPerson(one.who().userId(), one.who().anonymousId(), view);
        boolean seen = there
                && view.counter(counter, System.currentTimeMillis()) instanceof Number count
                && count.longValue() > 0;
        long now = System.nanoTime();
        if (seen) {
            sinceAcknowledged.recordValue(now - one.nanos());
            sinceDue.recordValue(now - one.dueNanos());
        } else if (now - one.nanos() > GIVEN_UP_NANOS) {
            throw new IllegalStateException("a touchpoint was acknowledged and is not seen after 20 s");
        }
        return seen;
    }

    void stop() {
        stopped = true;
    }
}
