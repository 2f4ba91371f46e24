package dev.kairos.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads a server from one thread over kept-alive connections, for one stretch of time after the other. In a closed loop
 * each connection sends as soon as it is answered, which finds the highest throughput. In an open loop requests are sent
 * when they are due, whatever the server does, and latencies are taken from then: so that a stall counts for all that it
 * delays (no coordinated omission).
 *
 * <p>Allocates nothing per call.
 */
final class LoadRun implements Answers, AutoCloseable {

    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long FIRST_CALLS_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int OK = 200;
    private static final int LOOK_AT_EVERY = 64;
    private static final byte[] DEGRADED = "\"degraded\":true".getBytes(StandardCharsets.US_ASCII);
    private static final long SPIN_BELOW_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int MOST_TOLD = 300;

    private final RequestMix mix;
    private final byte[] expected;
    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> free;
    private final Consumer<SelectionKey> ready = this::ready;
    private final int slots;
    private boolean sendsAgain;
    /** How many more may be sent in a closed loop. */
    private long left;

    private Recorder recorder;
    private long startNanos;
    private long seen;
    private boolean answered;
    private @Nullable String firstError;
    private @Nullable IOException failure;

    /** @param expected what a decision's answer must contain: checked on the first answers */
    LoadRun(Protocol protocol, Target target, RequestMix mix, int connectionCount, String expected) throws IOException {
        this.mix = mix;
        this.expected = expected.getBytes(StandardCharsets.UTF_8);
        this.recorder = new Recorder(mix.kinds(), 0);
        int all = 0;
        try {
            for (int i = 0; i < connectionCount; i++) {
                Connection connection = protocol.connect(target, selector, this);
                connections.add(connection);
                all += connection.slots();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        slots = all;
        free = new ArrayDeque<>(slots + 1);
        for (Connection connection : connections) {
            for (int i = 0; i < connection.slots(); i++) {
                free.add(connection);
            }
        }
    }

    /** Sends as fast as it is answered. What is under way at the end is waited for and not counted. */
    void closed(long nanos, Recorder into) throws IOException {
        begin(into);
        sendsAgain = true;
        left = Long.MAX_VALUE;
        long endNanos = startNanos + nanos;
        while (!free.isEmpty()) {
            free.poll().send(mix.next(), startNanos);
        }
        while (System.nanoTime() < endNanos) {
            // Polls rather than sleeps: on loopback the server would pay for waking it, a tenth of a call, as it never
            // does for clients elsewhere.
            select(0);
        }
        sendsAgain = false;
        drain();
    }

    /**
     * Sends a number of calls on one connection, each when the one before was answered. Sleeps meanwhile, as who waits for
     * one answer does, rather than keep a processor from a server that is still busy with its start.
     */
    void first(int calls, Recorder into) throws IOException {
        begin(into);
        sendsAgain = true;
        left = calls - 1L;
        free.poll().send(mix.next(), startNanos);
        long giveUp = startNanos + FIRST_CALLS_NANOS;
        while (free.size() < slots && System.nanoTime() < giveUp) {
            select(1);
        }
        sendsAgain = false;
    }

    /**
     * Sends at given times. What is under way at the end is waited for and counted.
     *
     * @return how many were never sent, since no connection was free until long after the end
     */
    long open(Arrivals arrivals, long nanos, Recorder into) throws IOException {
        begin(into);
        long giveUp = startNanos + nanos + PATIENCE_NANOS;
        Schedule schedule = new Schedule(arrivals, startNanos, startNanos + nanos);
        long now = startNanos;
        while ((!schedule.isOver() || free.size() < slots) && now < giveUp) {
            while (schedule.isDue(now) && !free.isEmpty()) {
                free.poll().send(mix.next(), schedule.take());
            }
            long wait = schedule.nanosUntilDue(now);
            select(schedule.isOver() || free.isEmpty() ? 1 : wait > SPIN_BELOW_NANOS ? wait / 1_000_000 - 1 : 0);
            now = System.nanoTime();
        }
        return schedule.skipRest();
    }

    /** Whether there was any answer at all, also of those that are not counted. */
    boolean wasAnswered() {
        return answered;
    }

    /** The first answer with another status than 200, for people; null when there was none. */
    @Nullable
    String firstError() {
        return firstError;
    }

    private void begin(Recorder into) {
        recorder = into;
        startNanos = System.nanoTime();
    }

    private void drain() throws IOException {
        Recorder counted = recorder;
        recorder = new Recorder(mix.kinds(), 0);
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (free.size() < slots && System.nanoTime() < giveUp) {
            select(1);
        }
        recorder = counted;
    }

    private void select(long timeoutMs) throws IOException {
        if (timeoutMs <= 0) {
            selector.selectNow(ready);
        } else {
            selector.select(ready, timeoutMs);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void ready(SelectionKey key) {
        try {
            ((Connection) key.attachment()).ready();
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void answered(Connection connection, Request request, long dueNanos, Answer answer) throws IOException {
        long now = System.nanoTime();
        CallKind kind = request.kind();
        answered = true;
        recorder.record(kind, (sendsAgain ? now : dueNanos) - startNanos, now - dueNanos);
        if (answer.status() != OK) {
            error(request, answer);
        } else if (kind == CallKind.DECIDE) {
            look(request, answer);
        }
        if (sendsAgain && left > 0) {
            left--;
            connection.send(mix.next(), now);
        } else {
            free.add(connection);
        }
    }

    private void look(Request request, Answer answer) throws IOException {
        if (seen < connections.size() && answer.indexOf(expected) < 0) {
            throw new IOException("not the answer expected: " + shortened(answer));
        }
        if (seen++ % LOOK_AT_EVERY == 0) {
            recorder.look(answer.indexOf(DEGRADED) >= 0);
        }
        mix.decided(request, answer);
    }

    private void error(Request request, Answer answer) {
        recorder.error();
        if (firstError == null) {
            firstError = "a " + request.kind().word() + " call was answered with status " + answer.status() + ": "
                    + shortened(answer);
        }
    }

    private static String shortened(Answer answer) {
        String body = answer.body();
        return body.length() <= MOST_TOLD ? body : body.substring(0, MOST_TOLD) + " …";
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
