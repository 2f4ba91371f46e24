package dev.kairos.http;

import static dev.kairos.http.FrameClient.DATA;
import static dev.kairos.http.FrameClient.END_HEADERS;
import static dev.kairos.http.FrameClient.END_STREAM;
import static dev.kairos.http.FrameClient.GOAWAY;
import static dev.kairos.http.FrameClient.HEADERS;
import static dev.kairos.http.FrameClient.PING;
import static dev.kairos.http.FrameClient.RST_STREAM;
import static dev.kairos.http.FrameClient.SETTINGS;
import static dev.kairos.http.FrameClient.WINDOW_UPDATE;
import static dev.kairos.http.FrameClient.get;
import static dev.kairos.http.FrameClient.number;
import static dev.kairos.http.FrameClient.request;
import static dev.kairos.http.FrameClient.setting;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.http.FrameClient.Frame;
import dev.kairos.http.RawClient.Response;
import dev.kairos.metrics.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the server speaks HTTP/2, whatever the endpoint; what it makes of callers that do not is in another. */
@Timeout(60)
class Http2Test {

    private static final byte[] NOTHING = {};
    private static final int LARGE = 300_000;

    private final Semaphore underWay = new Semaphore(0);
    private final Semaphore finish = new Semaphore(0);
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong aheadNanos = new AtomicLong();
    private final List<Route> routes = List.of(
            Route.onWorker("GET", "/slow", Need.NO_KEY, call -> {
                underWay.release();
                finish.acquire();
                return Answer.text(200, "done");
            }),
            Route.atOnce("GET", "/large", Need.NO_KEY, () -> Answer.text(200, "x".repeat(LARGE))),
            Route.streamed("POST", "/count", Need.NO_KEY, body -> {
                finish.acquireUninterruptibly();
                byte[] piece = new byte[8192];
                for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                    received.addAndGet(read);
                }
                return Answer.text(200, "counted");
            }));
    private TestServer server;

    @BeforeEach
    void start() {
        server = start(TestServer.SETTINGS);
    }

    private TestServer start(ServerSettings settings) {
        return TestServer.start(settings, routes, () -> System.nanoTime() + aheadNanos.get());
    }

    @AfterEach
    void stop() {
        finish.release(1_000);
        server.close();
    }

    private FrameClient open() throws IOException {
        return FrameClient.open(server.server.port());
    }

    @Test
    void answersWithTheHeadersOfADecision() throws IOException {
        try (FrameClient client = open()) {
            Response response = client.send(RawClient.post("{}", "Content-Type: application/json"))
                    .response();

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"bytes\":2}");
            assertThat(response.header("content-length")).isEqualTo("11");
            assertThat(response.header("content-type")).isEqualTo("application/json");
            assertThat(response.header("cache-control")).isEqualTo("private, no-store");
            assertThat(response.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(response.header("date")).endsWith("GMT");
            assertThat(response.header("server-timing")).matches("parse;dur=0\\.001,loop_wait;dur=\\d+\\.\\d{3}");
            assertThat(response.headers()).hasSize(6);
        }
    }

    @RepeatedTest(3)
    void answersManyCallsAtATime() throws IOException {
        try (FrameClient client = open()) {
            for (int i = 0; i < 90; i++) {
                client.send(i % 10 == 3 ? RawClient.request("GET", "/metrics", "") : RawClient.post("1".repeat(i + 1)));
            }
            for (int i = 0; i < 90; i++) {
                assertThat(client.response().body()).contains(i % 10 == 3 ? "# TYPE" : "{\"bytes\":" + (i + 1) + "}");
            }
        }
        assertThat(server.metrics.counter(Metric.HTTP_REQUESTS, "200").sum()).isEqualTo(90);
    }

    @Test
    void doesNotLetOneCallWaitForAnother() throws Exception {
        try (FrameClient client = open()) {
            int slow = client.begin(get("/slow"), true);
            underWay.acquire();
            int half = client.begin(request("POST", "/v1/decide"), false);
            client.begin(get("/livez"), true);
            Frame first = client.next(HEADERS);
            assertThat(first.stream()).isGreaterThan(half);

            finish.release();
            assertThat(client.next(HEADERS).stream()).isEqualTo(slow);
            client.data(half, new byte[] {'1'}, true);
            assertThat(client.next(HEADERS).stream()).isEqualTo(half);
        }
    }

    @Test
    void readsARequestThatComesByteByByte() throws IOException {
        try (FrameClient client = FrameClient.silent(server.server.port())) {
            for (char c : FrameClient.PREFACE.toCharArray()) {
                client.write(new byte[] {(byte) c});
            }
            byte[] head = FrameClient.bytes(HEADERS, END_HEADERS, 1, request("POST", "/v1/decide"));
            byte[] data = FrameClient.bytes(DATA, END_STREAM, 1, "{\"a\": 1}".getBytes(StandardCharsets.US_ASCII));
            for (byte[] bytes : List.of(FrameClient.bytes(SETTINGS, 0, 0, NOTHING), head, data)) {
                for (byte b : bytes) {
                    client.write(new byte[] {b});
                }
            }
            assertThat(new String(client.next(DATA).payload(), StandardCharsets.US_ASCII))
                    .isEqualTo("{\"bytes\":8}");
        }
    }

    @Test
    void endsABodyWithTrailers() throws IOException {
        try (FrameClient client = open()) {
            int stream = client.begin(request("POST", "/v1/decide"), false);
            client.data(stream, "[1]".getBytes(StandardCharsets.US_ASCII), false);
            client.frame(HEADERS, END_HEADERS | END_STREAM, stream, FrameClient.block("x-sum: 1"));

            assertThat(client.response().body()).isEqualTo("{\"bytes\":3}");
        }
    }

    @Test
    void asksForTheBodyThatIsHeldBackForIt() throws IOException {
        try (FrameClient client = open()) {
            int stream = client.begin(request("POST", "/v1/decide", "expect: 100-continue"), false);
            assertThat(client.response().status()).isEqualTo(100);

            client.data(stream, "{}".getBytes(StandardCharsets.US_ASCII), true);
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void readsASmallRefusedBodyToItsEndAndGoesOn() throws IOException {
        try (FrameClient client = open()) {
            client.send(RawClient.request("POST", "/nowhere", "x".repeat(60_000)) + RawClient.post("{}"));

            assertProblem(client.response(), 404, "not-found");
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void resetsACallerThatGoesOnAfterItWasRefused() throws IOException {
        try (FrameClient client = open()) {
            int stream = client.begin(request("POST", "/v1/decide"), false);
            for (int i = 0; i < 17; i++) {
                client.data(stream, new byte[1 << 16], false);
            }
            assertProblem(client.response(), 413, "too-large");
            client.data(stream, new byte[1 << 16], false);

            aheadNanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
            assertThat(client.resetCode(stream)).isZero();
            assertThat(client.send(RawClient.post("{}")).response().status()).isEqualTo(200);
        }
    }

    @Test
    void forgetsACallThatIsReset() throws Exception {
        try (FrameClient client = open()) {
            int stream = client.begin(get("/slow"), true);
            underWay.acquire();
            client.frame(RST_STREAM, 0, stream, number(8));
            assertThat(client.begin(get("/livez"), true)).isPositive();
            assertThat(client.next(HEADERS).stream()).isNotEqualTo(stream);

            finish.release();
            client.begin(get("/livez"), true);
            assertThat(client.next(HEADERS).stream()).isNotEqualTo(stream);
        }
    }

    @Test
    void sendsNoMoreThanTheCallerTakes() throws IOException {
        try (FrameClient client = FrameClient.silent(server.server.port())) {
            client.write(FrameClient.PREFACE.getBytes(StandardCharsets.US_ASCII));
            client.frame(SETTINGS, 0, 0, setting(4, 0));
            int stream = client.begin(get("/large"), true);
            assertThat(client.next(HEADERS).has(END_STREAM)).isFalse();
            int small = client.begin(request("HEAD", "/livez"), true);
            assertThat(client.next(HEADERS).stream()).isEqualTo(small);

            int got = 0;
            for (int more = 1; got < LARGE; more *= 7) {
                client.frame(WINDOW_UPDATE, 0, stream, number(more));
                client.frame(WINDOW_UPDATE, 0, 0, number(more));
                int allowed = Math.min(LARGE, got + more);
                while (got < allowed) {
                    Frame data = client.next(DATA);
                    got += data.payload().length;
                    assertThat(data.has(END_STREAM)).isEqualTo(got == LARGE);
                    assertThat(data.payload()).hasSizeLessThanOrEqualTo(16_384);
                }
                assertThat(got).isEqualTo(allowed);
            }
        }
    }

    @Test
    void letsNoMoreComeInThanIsRead() throws Exception {
        try (FrameClient client = open()) {
            int stream = client.begin(request("POST", "/count"), false);
            int window = client.next(SETTINGS).setting(4, 65_535);
            int sent = 0;
            byte[] piece = new byte[16_384];
            // Sends what the window lets through, and asks with a ping whether more may come.
            for (boolean more = true; more; ) {
                while (window >= piece.length) {
                    client.frame(DATA, 0, stream, piece);
                    window -= piece.length;
                    sent += piece.length;
                }
                client.frame(PING, 0, 0, new byte[8]);
                int before = window;
                for (Frame frame = client.next(); frame.type() != PING; frame = client.next()) {
                    window += frame.type() == WINDOW_UPDATE && frame.stream() == stream ? frame.number(0) : 0;
                }
                more = window > before;
            }
            assertThat(sent).isBetween(H2Codec.STREAM_WINDOW, 3 * H2Codec.STREAM_WINDOW);
            assertThat(received.get()).isZero();

            finish.release();
            for (int rest = 1 << 20; rest > 0; ) {
                if (window < piece.length) {
                    Frame update = client.next(WINDOW_UPDATE);
                    window += update.stream() == stream ? update.number(0) : 0;
                } else {
                    client.frame(DATA, rest == piece.length ? END_STREAM : 0, stream, piece);
                    window -= piece.length;
                    rest -= piece.length;
                    sent += piece.length;
                }
            }
            assertThat(client.response().body()).isEqualTo("counted");
            assertThat(received.get()).isEqualTo(sent);
        }
    }

    @Test
    void tellsItsLimits() throws IOException {
        try (FrameClient client = open()) {
            Frame settings = client.next(SETTINGS);
            assertThat(settings.setting(3, 0)).isEqualTo(100);
            assertThat(settings.setting(4, 0)).isEqualTo(256 * 1024);
            assertThat(settings.setting(6, 0)).isEqualTo(16 * 1024);
        }
    }

    @Test
    void refusesMoreCallsAtATimeThanItSaid() throws Exception {
        server.close();
        Limits few = new Limits(
                1000, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofMillis(100), 2, 3);
        server = start(TestServer.SETTINGS.withLimits(few));
        try (FrameClient client = open()) {
            for (int i = 0; i < 3; i++) {
                client.begin(get("/slow"), true);
            }
            underWay.acquire(3);
            int fourth = client.begin(get("/livez"), true);
            assertThat(client.resetCode(fourth)).isEqualTo(FrameClient.REFUSED_STREAM);

            finish.release(3);
            assertThat(client.response().body()).isEqualTo("done");
        }
    }

    @Test
    void givesUpOnACallThatDoesNotComeInTimeAndGoesOnWithOthers() throws IOException {
        try (FrameClient client = open()) {
            client.begin(request("POST", "/v1/decide", "content-length: 5"), false);
            client.frame(PING, 0, 0, new byte[8]);
            client.next(PING);

            aheadNanos.addAndGet(Limits.DEFAULT.requestTimeout().toNanos());
            assertProblem(client.response(), 408, "too-slow");
            assertThat(client.send(RawClient.post("{}")).response().status()).isEqualTo(200);
        }
    }

    @Test
    void givesUpOnACallerThatDoesNotTakeTheAnswer() throws Exception {
        try (FrameClient client = FrameClient.silent(server.server.port())) {
            client.write(FrameClient.PREFACE.getBytes(StandardCharsets.US_ASCII));
            client.frame(SETTINGS, 0, 0, setting(4, 10));
            int stream = client.begin(get("/large"), true);
            assertThat(client.next(DATA).payload()).hasSize(10);

            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> resetCode(client, stream));
            while (!code.isDone()) {
                aheadNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            }
            assertThat(code.get()).isEqualTo(8);
        }
    }

    private static int resetCode(FrameClient client, int stream) {
        try {
            return client.resetCode(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void closesAConnectionThatIsIdleForLong() throws IOException {
        try (FrameClient client = open()) {
            assertThat(client.send(RawClient.post("{}")).response().status()).isEqualTo(200);

            aheadNanos.addAndGet(Limits.DEFAULT.idleTimeout().toNanos());
            Frame end = client.next(GOAWAY);
            assertThat(end.number(0)).isEqualTo(1);
            assertThat(end.number(4)).isZero();
            client.readToEnd();
        }
    }

    @Test
    void closesAConnectionThatDoesNotBegin() throws IOException {
        try (FrameClient client = FrameClient.silent(server.server.port())) {
            client.write(FrameClient.PREFACE.getBytes(StandardCharsets.US_ASCII));
            client.next(SETTINGS);

            aheadNanos.addAndGet(Limits.DEFAULT.requestTimeout().toNanos());
            client.readToEnd();
        }
    }

    @Test
    void answersWhatIsUnderWayWhenItStops() throws Exception {
        try (FrameClient client = open();
                FrameClient idle = open()) {
            assertThat(idle.send(RawClient.post("{}")).response().status()).isEqualTo(200);
            int slow = client.begin(get("/slow"), true);
            underWay.acquire();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            Frame warning = client.next(GOAWAY);
            assertThat(warning.number(0)).isEqualTo(Integer.MAX_VALUE);
            Frame ping = client.next(PING);
            // What was sent before the caller could know is answered.
            int late = client.begin(get("/livez"), true);
            assertThat(client.next(HEADERS).stream()).isEqualTo(late);
            client.frame(PING, FrameClient.ACK, 0, ping.payload());
            Frame last = client.next(GOAWAY);
            assertThat(last.number(0)).isEqualTo(late);
            assertThat(last.number(4)).isZero();
            assertThat(idle.isClosed()).isTrue();
            assertThat(stopped).isNotDone();

            finish.release();
            assertThat(client.next(HEADERS).stream()).isEqualTo(slow);
            client.readToEnd();
            client.endOutput();
            idle.endOutput();
            stopped.get();
        }
    }

    @Test
    void stopsThoughACallerDoesNotAnswer() throws Exception {
        try (FrameClient client = open()) {
            assertThat(client.send(RawClient.post("{}")).response().status()).isEqualTo(200);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            assertThat(client.next(GOAWAY).number(0)).isEqualTo(Integer.MAX_VALUE);
            aheadNanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
            assertThat(client.next(GOAWAY).number(0)).isEqualTo(1);
            client.readToEnd();
            client.endOutput();
            stopped.get();
        }
    }

    @Test
    void canBeSwitchedOff() throws IOException {
        server.close();
        Limits none = new Limits(
                1000, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofMillis(100), 2, 0);
        server = start(TestServer.SETTINGS.withLimits(none));
        try (RawClient client = server.connect()) {
            assertProblem(client.send(FrameClient.PREFACE).response(), 400, "unreadable");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void runsTheDecisionsOfManyConnectionsInParallel() throws Exception {
        CountDownLatch done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            CompletableFuture.runAsync(() -> {
                try (FrameClient client = open()) {
                    for (int round = 0; round < 50; round++) {
                        for (int stream = 0; stream < 8; stream++) {
                            client.send(RawClient.post("[" + stream + "]"));
                        }
                        for (int stream = 0; stream < 8; stream++) {
                            assertThat(client.response().body()).isEqualTo("{\"bytes\":3}");
                        }
                    }
                    done.countDown();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
