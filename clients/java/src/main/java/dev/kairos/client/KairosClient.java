package dev.kairos.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decisions from a Kairos server, and touchpoints to it. One for a server, for as long as the application runs; any
 * number of threads may share it.
 *
 * <p>No call ends in an exception for what servers and networks do, and none waits longer than it says. A decide call
 * is answered by its deadline, if need be with the caller's default. Touchpoints are accepted into a bounded queue and
 * delivered in the background, at least once, in batches; each has an id, so it counts once.
 */
public final class KairosClient implements AutoCloseable {

    private static final int MAX_EVENT_BYTES = 32 << 10;
    private static final Duration PATIENCE_OF_CLOSE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_OF_STOP = Duration.ofSeconds(1);

    private final Decider decider;
    private final TouchpointQueue queue;
    private final Courier courier;
    private final Thread courierThread;
    private final Hooks hooks;
    private final InstantSource clock = InstantSource.system();
    private final LongSupplier nanoTime = System::nanoTime;

    KairosClient(KairosClientBuilder options) {
        Endpoint endpoint = options.endpoint();
        hooks = options.hooks();
        decider = new Decider(
                endpoint,
                options.decideLimits(),
                options.circuit(),
                options.defaultFragments(),
                hooks,
                options.callbackExecutor());
        queue = new TouchpointQueue(options.queueLimits(), nanoTime);
        Backoff backoff = new Backoff(new Random());
        courier = new Courier(queue, endpoint, backoff, TimeUnit.NANOSECONDS::sleep, clock, hooks);
        courierThread = Decider.daemon(courier, "kairos-touchpoints");
        courierThread.start();
    }

    /**
     * @param server such as {@code https://kairos.example.com}; with a path if there is one before {@code /v1}
     * @throws IllegalArgumentException when it is no http or https address of a server
     */
    public static KairosClientBuilder builder(String server) {
        return new KairosClientBuilder(URI.create(server));
    }

    /**
     * What the placements show. Sent from another thread; this returns at once.
     *
     * @return what completes by the call's deadline, with the server's answer or with the default, and never
     *     exceptionally. Its callbacks run on a thread of this client, which they should not block, or on the executor
     *     it was built with
     */
    public CompletableFuture<Decisions> decide(DecideRequest request) {
        return decider.decide(request);
    }

    /** The same for a thread that waits: until the call's deadline at the longest. */
    public Decisions decideNow(DecideRequest request) {
        return decide(request).join();
    }

    /**
     * Takes a touchpoint, to be delivered later. Never blocks. What is not accepted the listener is told as well.
     *
     * @return whether it is accepted; not when the queue is full, the client is closed or the touchpoint cannot be sent
     */
    public boolean offer(Touchpoint touchpoint) {
        return offer(touchpoint, Duration.ZERO);
    }

    /** The same, but waits for so long while the queue is full. */
    public boolean offer(Touchpoint touchpoint, Duration patience) {
        String messageId = touchpoint.messageIdOrNew();
        String json;
        try {
            json = touchpoint.json(messageId, clock.instant());
        } catch (IllegalArgumentException notValid) {
            hooks.dropped(new Undelivered(messageId, "", Undelivered.Reason.NOT_VALID, notValid.getMessage()));
            return false;
        }
        return offer(messageId, json, patience);
    }

    /** Takes again what was not delivered: under its old id, so that it counts once in any case. */
    public boolean offer(Undelivered touchpoint) {
        return offer(touchpoint.messageId(), touchpoint.json(), Duration.ZERO);
    }

    private boolean offer(String messageId, String json, Duration patience) {
        Queued queued = new Queued(messageId, json.getBytes(StandardCharsets.UTF_8), nanoTime.getAsLong());
        if (queued.json().length > MAX_EVENT_BYTES) {
            String detail = queued.json().length + " bytes are more than " + MAX_EVENT_BYTES;
            hooks.dropped(queued.undelivered(Undelivered.Reason.TOO_LARGE, detail));
            return false;
        }
        return switch (queue.offer(queued, patience.toNanos())) {
            case ACCEPTED -> {
                hooks.queued(queue.size());
                yield true;
            }
            case FULL -> {
                hooks.dropped(queued.undelivered(Undelivered.Reason.FULL, "the queue is full"));
                yield false;
            }
            case CLOSED -> {
                hooks.dropped(queued.undelivered(Undelivered.Reason.CLOSED, "the client is closed"));
                yield false;
            }
        };
    }

    /** Something that a customer did; as {@link #offer} takes it. */
    public boolean track(String userId, String event, Map<String, ?> properties) {
        return offer(Touchpoint.track(event).userId(userId).properties(properties));
    }

    /** Who a customer is: traits become attributes. */
    public boolean identify(String userId, Map<String, ?> traits) {
        return offer(Touchpoint.identify().userId(userId).traits(traits));
    }

    /** A page was seen. */
    public boolean page(String userId, String name, Map<String, ?> properties) {
        return offer(Touchpoint.page(name).userId(userId).properties(properties));
    }

    /** A screen of an app was seen. */
    public boolean screen(String userId, String name, Map<String, ?> properties) {
        return offer(Touchpoint.screen(name).userId(userId).properties(properties));
    }

    /** A customer belongs to a company; traits are the company's. */
    public boolean group(String userId, String groupId, Map<String, ?> traits) {
        return offer(Touchpoint.group(groupId).userId(userId).traits(traits));
    }

    /** Two ids are one person. */
    public boolean alias(String userId, String previousId) {
        return offer(Touchpoint.alias(previousId).userId(userId));
    }

    /** What became of a decision, by its token. */
    public boolean outcome(String userId, Outcome outcome, String token) {
        return offer(Touchpoint.outcome(outcome, token).userId(userId));
    }

    /**
     * Waits until every touchpoint that is accepted by now is delivered, or refused by the server.
     *
     * @return whether that was so in time; an interrupt ends the waiting and leaves the thread interrupted
     */
    public boolean flush(Duration patience) {
        try {
            return queue.flush(patience.toNanos());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Takes nothing more, delivers what is queued if that can be done in time, and ends. Decide calls under way are
     * still answered by their deadlines, later ones by default.
     *
     * @return what was not delivered, or is not known to be; to be kept, and {@linkplain #offer(Undelivered) offered
     *     again} by the next process
     */
    public List<Undelivered> close(Duration patience) {
        decider.close();
        queue.close();
        flush(patience);
        courierThread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            courierThread.join(PATIENCE_OF_STOP.toMillis());
        } catch (InterruptedException hurry) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        List<Queued> left = new ArrayList<>(courier.underWay());
        left.addAll(queue.drain());
        return left.stream()
                .map(queued -> queued.undelivered(Undelivered.Reason.CLOSED, "the client was closed"))
                .toList();
    }

    /** The same with 5 s; what was not delivered the listener is told. */
    @Override
    public void close() {
        close(PATIENCE_OF_CLOSE).forEach(hooks::dropped);
    }
}
