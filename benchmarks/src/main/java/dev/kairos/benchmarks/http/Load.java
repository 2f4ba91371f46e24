package dev.kairos.benchmarks.http;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Loads a server on loopback from one thread over kept-alive connections. A closed loop finds the highest throughput:
 * each connection sends as soon as it is answered. An open loop sends at a fixed rate whatever the server does and
 * takes latencies from when a request was due, so that a stall counts for all that it delays (no coordinated
 * omission).
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.kairos.benchmarks.http.Load --port 8080 --rate 10000 --seconds 10
 * }</pre>
 *
 * Without {@code --rate} the loop is closed.
 */
public final class Load {

    private static final int OK = 200;
    private static final int LOOK_AT_EVERY = 64;
    private static final String DEGRADED = "\"degraded\":true";
    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long SPIN_BELOW_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final DecideRequests requests;
    private final String expected;
    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Connection> free = new ArrayDeque<>();
    private final Histogram nanos = new Histogram(1, HIGHEST_NANOS, 3);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private boolean closedLoop;
    private long measureFromNanos;
    private long endNanos;
    private long answered;
    private long errors;
    private long lookedAt;
    private long degraded;
    private IOException failure;

    private Load(int port, DecideRequests requests, int connectionCount, String expected) throws IOException {
        this.requests = requests;
        this.expected = expected;
        for (int i = 0; i < connectionCount; i++) {
            connections.add(new Connection(port, selector));
        }
        free.addAll(connections);
    }

    public static void main(String[] args) throws IOException {
        Options options = new Options(
                args, Set.of("port", "path", "key", "customers", "connections", "seconds", "warmup", "rate", "expect"));
        int port = options.number("port", 8080);
        DecideRequests requests = new DecideRequests(
                port,
                options.text("path", "/v1/decide"),
                options.text("key", ""),
                options.number("customers", 100_000),
                1);
        String expected = options.text("expect", "\"decisionId\"");
        int connections = options.number("connections", 32);
        int warmup = options.number("warmup", 3);
        int seconds = options.number("seconds", 10);
        int rate = options.number("rate", 0);
        LoadResult result = rate == 0
                ? closed(port, requests, connections, warmup, seconds, expected)
                : open(port, requests, connections, warmup, seconds, expected, rate);
        System.out.println(result.line());
        System.exit(result.errors() == 0 ? 0 : 1);
    }

    /** @param expected what every answer must contain; checked on the first of each connection */
    static LoadResult closed(
            int port, DecideRequests requests, int connections, int warmupSeconds, int seconds, String expected)
            throws IOException {
        Load load = new Load(port, requests, connections, expected);
        try {
            return load.runClosed(warmupSeconds, seconds);
        } finally {
            load.close();
        }
    }

    static LoadResult open(
            int port,
            DecideRequests requests,
            int connections,
            int warmupSeconds,
            int seconds,
            String expected,
            int perSecond)
            throws IOException {
        Load load = new Load(port, requests, connections, expected);
        try {
            return load.runOpen(warmupSeconds, seconds, perSecond);
        } finally {
            load.close();
        }
    }

    private LoadResult runClosed(int warmupSeconds, int seconds) throws IOException {
        closedLoop = true;
        long start = begin(warmupSeconds, seconds);
        for (Connection connection : connections) {
            connection.send(requests.next(), start);
        }
        long cpuFrom = 0;
        for (long now = start; now < endNanos; now = System.nanoTime()) {
            if (cpuFrom == 0 && now >= measureFromNanos) {
                cpuFrom = threads.getCurrentThreadCpuTime();
            }
            // Polls rather than sleeps: on loopback the server would pay for waking it, a tenth of a call, as it never
            // does for clients elsewhere.
            select(0);
        }
        return result(seconds, cpuFrom, 0);
    }

    private LoadResult runOpen(int warmupSeconds, int seconds, int perSecond) throws IOException {
        long start = begin(warmupSeconds, seconds);
        double nanosBetween = (double) TimeUnit.SECONDS.toNanos(1) / perSecond;
        long sent = 0;
        long due = start;
        long cpuFrom = threads.getCurrentThreadCpuTime();
        long now = start;
        while ((due < endNanos || free.size() < connections.size()) && now < endNanos + PATIENCE_NANOS) {
            while (due <= now && due < endNanos && !free.isEmpty()) {
                free.poll().send(requests.next(), due);
                due = start + (long) (++sent * nanosBetween);
            }
            long wait = due - now;
            select(due >= endNanos || free.isEmpty() ? 1 : wait > SPIN_BELOW_NANOS ? wait / 1_000_000 - 1 : 0);
            now = System.nanoTime();
        }
        return result(seconds, cpuFrom, (long) (Math.max(0, endNanos - due) / nanosBetween));
    }

    private long begin(int warmupSeconds, int seconds) {
        long start = System.nanoTime();
        measureFromNanos = start + TimeUnit.SECONDS.toNanos(warmupSeconds);
        endNanos = measureFromNanos + TimeUnit.SECONDS.toNanos(seconds);
        return start;
    }

    private LoadResult result(int seconds, long cpuFrom, long unsent) {
        double cpu = (double) (threads.getCurrentThreadCpuTime() - cpuFrom) / TimeUnit.SECONDS.toNanos(seconds);
        double degradedShare = lookedAt == 0 ? 0 : (double) degraded / lookedAt;
        return new LoadResult(answered, errors, seconds, nanos, degradedShare, Math.min(1, cpu), unsent);
    }

    private void select(long timeoutMs) throws IOException {
        if (timeoutMs <= 0) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, timeoutMs);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.flush();
            }
            int status = connection.read();
            if (status != Connection.PENDING) {
                done(connection, status);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void done(Connection connection, int status) throws IOException {
        long now = System.nanoTime();
        if (status != OK) {
            errors++;
        } else if (answered < connections.size() && !connection.answer().contains(expected)) {
            throw new IOException("not the answer expected: " + connection.answer());
        }
        // in an open loop what counts is when it was due; in a closed one, when the answer came
        if (closedLoop ? now >= measureFromNanos : connection.dueNanos >= measureFromNanos) {
            if (answered++ % LOOK_AT_EVERY == 0) {
                lookedAt++;
                degraded += connection.answer().contains(DEGRADED) ? 1 : 0;
            }
            nanos.recordValue(Math.min(now - connection.dueNanos, HIGHEST_NANOS));
        }
        if (closedLoop) {
            connection.send(requests.next(), now);
        } else {
            free.add(connection);
        }
    }

    private void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
