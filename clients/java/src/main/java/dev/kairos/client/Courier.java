package dev.kairos.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Delivers what waits in the queue, batch after batch and in order, each until the server has taken or refused it: at
 * least once, and since each touchpoint has an id it counts once. One thread runs it.
 */
final class Courier implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Waits; a test may not. */
    @FunctionalInterface
    interface Pause {
        void nanos(long nanos) throws InterruptedException;
    }

    private final TouchpointQueue queue;
    private final Endpoint endpoint;
    private final Backoff backoff;
    private final Pause pause;
    private final InstantSource clock;
    private final Hooks hooks;
    /** Parts of the batch that was taken last, which are neither delivered nor dropped. */
    private final Deque<List<Queued>> underWay = new ConcurrentLinkedDeque<>();

    Courier(TouchpointQueue queue, Endpoint endpoint, Backoff backoff, Pause pause, InstantSource clock, Hooks hooks) {
        this.queue = queue;
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.pause = pause;
        this.clock = clock;
        this.hooks = hooks;
    }

    /** Until the queue is closed and empty, or the thread is interrupted. */
    @Override
    public void run() {
        try {
            for (List<Queued> batch = queue.next(); !batch.isEmpty(); batch = queue.next()) {
                underWay.add(batch);
                while (!underWay.isEmpty()) {
                    deliver(underWay.peek());
                }
            }
        } catch (InterruptedException givenUp) {
            // What is under way stays there for whoever interrupted.
        }
    }

    /** What was taken from the queue and not delivered; when {@link #run} is over. */
    List<Queued> underWay() {
        List<Queued> left = new ArrayList<>();
        underWay.forEach(left::addAll);
        return left;
    }

    private void deliver(List<Queued> batch) throws InterruptedException {
        Verdict verdict = untilHeard(batch);
        underWay.remove();
        if (verdict instanceof Verdict.TooLarge && batch.size() > 1) {
            underWay.addFirst(batch.subList(batch.size() / 2, batch.size()));
            underWay.addFirst(batch.subList(0, batch.size() / 2));
            return;
        }
        if (verdict instanceof Verdict.Taken taken) {
            hooks.delivered(batch.size() - taken.rejected().size());
            taken.rejected().forEach((index, why) -> {
                if (index >= 0 && index < batch.size()) {
                    drop(batch.get(index), why);
                }
            });
        } else {
            String why =
                    verdict instanceof Verdict.TooLarge large ? large.detail() : ((Verdict.Refused) verdict).detail();
            batch.forEach(touchpoint -> drop(touchpoint, why));
        }
        queue.settle(batch.size());
    }

    private void drop(Queued touchpoint, String why) {
        hooks.dropped(touchpoint.undelivered(Undelivered.Reason.REJECTED, why));
    }

    private Verdict untilHeard(List<Queued> batch) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            Verdict verdict = send(batch);
            if (!(verdict instanceof Verdict.Again again)) {
                return verdict;
            }
            hooks.postponed(batch.size(), again.why());
            pause.nanos(backoff.nanos(failures, again.afterNanos()));
        }
    }

    private Verdict send(List<Queued> batch) throws InterruptedException {
        try {
            return Verdict.of(endpoint.batch(body(batch), PATIENCE));
        } catch (IOException | RuntimeException unreachable) {
            return new Verdict.Again(0, unreachable.toString());
        }
    }

    /** With the time of this sending, by which the server corrects the events' times. */
    private byte[] body(List<Queued> batch) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("{\"sentAt\":\"" + clock.instant() + "\",\"batch\":[").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < batch.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(batch.get(i).json());
        }
        body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
