package dev.kairos.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.kairos.metrics.Metrics;
import dev.kairos.metrics.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A real server on a free port, in front of an endpoint that reads JSON and answers it back with its length. */
final class TestServer implements AutoCloseable {

    static final ServerSettings SETTINGS = ServerSettings.DEFAULT
            .withPort(0)
            .withEventLoops(1)
            .withLimits(limits(1 << 20, Limits.DEFAULT.requestTimeout(), Limits.DEFAULT.idleTimeout()));
    static final KeySet KEYS = new KeySet(List.of("write-key-1", "write-key-2"), List.of("secret-key-1"));

    final Metrics metrics = new Metrics();
    final AtomicReference<String> notReady = new AtomicReference<>();
    final Server server;
    private boolean http2;

    private TestServer(ServerSettings settings, List<Route> routes, LongSupplier nanoTime) {
        Backend backend = new Backend(recorder -> new JsonEcho(), routes, notReady::get);
        server = Server.start(settings, backend, metrics, nanoTime);
    }

    static TestServer start() {
        return start(SETTINGS, List.of());
    }

    static TestServer start(ServerSettings settings, List<Route> routes) {
        return new TestServer(settings, routes, System::nanoTime);
    }

    static TestServer start(ServerSettings settings, List<Route> routes, LongSupplier nanoTime) {
        return new TestServer(settings, routes, nanoTime);
    }

    /** Nothing is shed, however slow the machine. */
    static Limits limits(int maxBodyBytes, Duration requestTimeout, Duration idleTimeout) {
        return new Limits(
                maxBodyBytes,
                requestTimeout,
                idleTimeout,
                Duration.ofSeconds(30),
                Limits.DEFAULT.stopTimeout(),
                2,
                100);
    }

    RawClient connect() throws IOException {
        return new RawClient(server.port());
    }

    /** What {@link #client} and {@link #send} speak from now on. */
    TestServer over(boolean http2) {
        this.http2 = http2;
        return this;
    }

    TestClient client() throws IOException {
        return http2 ? FrameClient.open(server.port()) : connect();
    }

    /** Sends one request on a connection of its own. */
    RawClient.Response send(String request) throws IOException {
        try (TestClient client = client()) {
            return client.send(request).response();
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /** Refuses what is not one JSON value, and names the number of bytes of what is. */
    private static final class JsonEcho implements LoopEndpoint {

        private static final JsonFactory JSON = JsonFactory.builder()
                .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(100).build())
                .build();

        @Override
        public void answer(byte[] body, int offset, int length, long startNanos, boolean gpc, Reply reply) {
            List<String> names = new ArrayList<>();
            try (JsonParser parser = JSON.createParser(body, offset, length)) {
                while (parser.nextToken() != null) {
                    if (parser.currentName() != null) {
                        names.add(parser.currentName());
                    }
                }
            } catch (JsonParseException unreadable) {
                throw Problem.unreadable(unreadable.getOriginalMessage());
            } catch (IOException unreadable) {
                throw Problem.unreadable("not JSON");
            }
            if (names.contains("fail")) {
                throw new IllegalStateException("asked to fail");
            }
            byte[] answer = ("{\"bytes\":" + length + "}").getBytes(StandardCharsets.UTF_8);
            reply.timing(Step.PARSE, 1000);
            reply.body(answer, answer.length);
        }
    }
}
