package dev.kairos.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server-sent events of one event loop: streams of OFREP that tell pages to ask again, since another pack is live.
 * Touched only by that loop.
 *
 * <p>What is live is compared several times a second rather than told by whoever changes it, and only some streams are
 * written to at a time: neither writing to thousands nor what they ask for then makes a decision wait for long.
 */
final class EventStreams {

    static final String TYPE = "text/event-stream";

    private static final int MOST_WRITES_A_SWEEP = 64;
    /** So often something is sent, since proxies close what is silent for a minute. */
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final byte[] HEARTBEAT = ResponseWriter.ascii(":\n\n");

    /** When to come again, in milliseconds. */
    private static final String RETRY = "retry: 5000\n";

    private static final class Stream {
        final Supplier<String> live;
        String told;
        long writtenNanos;

        Stream(Supplier<String> live, String told, long writtenNanos) {
            this.live = live;
            this.told = told;
            this.writtenNanos = writtenNanos;
        }
    }

    private final Server server;
    private final Map<Wire, Stream> open = new LinkedHashMap<>();

    EventStreams(Server server) {
        this.server = server;
    }

    /**
     * Answers with a stream.
     *
     * @param lastEventId what the caller was told last on an earlier connection, or null
     * @throws Problem when there are too many
     */
    void open(Wire wire, Supplier<String> live, @Nullable String lastEventId, HeaderLines lines) {
        server.beginListening();
        String now = live.get();
        boolean comesBack = lastEventId != null && !lastEventId.isEmpty() && !lastEventId.equals(now);
        open.put(wire, new Stream(live, comesBack ? "" : now, server.nanoTime()));
        wire.open(TYPE, lines);
        wire.push(ResponseWriter.ascii(RETRY + (comesBack ? "\n" : id(now) + "\n")));
    }

    /** Does nothing for a wire that has none. */
    void close(Wire wire) {
        if (open.remove(wire) != null) {
            server.endListening();
        }
    }

    /** To be called several times a second. */
    void sweep(long nowNanos) {
        if (open.isEmpty()) {
            return;
        }
        int left = MOST_WRITES_A_SWEEP;
        for (Map.Entry<Wire, Stream> each : List.copyOf(open.entrySet())) {
            if (left == 0) {
                return;
            }
            // Who does not read is left to the connection, which waits for a while and closes.
            byte[] message = each.getKey().isWritable() ? due(each.getValue(), nowNanos) : null;
            if (message != null) {
                each.getValue().writtenNanos = nowNanos;
                each.getKey().push(message);
                left--;
            }
        }
    }

    private static byte @Nullable [] due(Stream stream, long nowNanos) {
        String live = stream.live.get();
        if (!live.equals(stream.told)) {
            stream.told = live;
            String data = "data: {\"type\":\"refetchEvaluation\",\"etag\":\"" + live + "\"}\n\n";
            return ResponseWriter.ascii(id(live) + data);
        }
        return nowNanos - stream.writtenNanos > HEARTBEAT_NANOS ? HEARTBEAT : null;
    }

    private static String id(String live) {
        return "id: " + live + "\n";
    }
}
