package dev.kairos.http;

import java.time.Duration;

/**
 * How much the server takes on.
 *
 * @param maxBodyBytes largest body, packed or unpacked; the import stream is not bound by it
 * @param requestTimeout how long a request may take to arrive whole; for a stream, how long it may fall silent
 * @param idleTimeout how long a connection is kept open between requests
 * @param shedAfter calls are refused with 503 when work waits longer than this for its event loop and did so in the
 *     batch of work before, or when it waits five times as long
 * @param stopTimeout how long a stop waits for calls under way
 * @param eventStreams most streams at a time that tell pages of changes
 * @param http2Streams most calls at a time on a connection that speaks HTTP/2; 0 when none may
 */
public record Limits(
        int maxBodyBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration shedAfter,
        Duration stopTimeout,
        int eventStreams,
        int http2Streams) {

    public static final Limits DEFAULT = new Limits(
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            4_096,
            256);

    private static final int LARGEST_BODY = 256 << 20;

    public Limits {
        if (maxBodyBytes < 1 || maxBodyBytes > LARGEST_BODY) {
            throw new IllegalArgumentException("largest body " + maxBodyBytes + " bytes: 1 to " + LARGEST_BODY);
        }
        positive("request timeout", requestTimeout);
        positive("idle timeout", idleTimeout);
        positive("shedding threshold", shedAfter);
        if (stopTimeout.isNegative()) {
            throw new IllegalArgumentException("stop timeout " + stopTimeout + ": not negative");
        }
        if (http2Streams < 0) {
            throw new IllegalArgumentException("HTTP/2 streams " + http2Streams + ": not negative");
        }
        if (eventStreams < 0) {
            throw new IllegalArgumentException("event streams " + eventStreams + ": not negative");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " " + value + ": more than nothing");
        }
    }
}
