package dev.kairos.http;

import static dev.kairos.http.RawClient.request;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.http.RawClient.Response;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The streams by which pages hear that another pack is live. At most two are allowed here. */
class EventStreamTest {

    /** Whether it is HTTP/2 that is spoken. */
    boolean http2() {
        return false;
    }

    private static final String EVENTS = "/ofrep/v1/events";

    private final AtomicReference<String> live = new AtomicReference<>("bank@1");
    private final AtomicLong aheadNanos = new AtomicLong();
    private TestServer server;

    @BeforeEach
    void start() {
        server = start(TestServer.SETTINGS);
    }

    private TestServer start(ServerSettings settings) {
        return TestServer.start(settings, OfrepRoutes.of(live::get), () -> System.nanoTime() + aheadNanos.get())
                .over(http2());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsWhenAnotherPackIsLive() throws IOException {
        try (TestClient page = server.client()) {
            Response head = page.send(request("GET", EVENTS, "", "Origin: https://shop.example.com"))
                    .response(false);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo("text/event-stream");
            assertThat(head.header("cache-control")).isEqualTo("private, no-store");
            assertThat(head.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(head.headers()).doesNotContainKey("content-length");
            assertThat(page.block()).isEqualTo("retry: 5000\nid: bank@1\n\n");

            live.set("bank@2");
            assertThat(page.block())
                    .isEqualTo("id: bank@2\ndata: {\"type\":\"refetchEvaluation\",\"etag\":\"bank@2\"}\n\n");

            live.set("bank@1");
            assertThat(page.block()).startsWith("id: bank@1\ndata: ");
        }
    }

    @Test
    void tellsAtOnceWhatAPageMissedWhileItWasAway() throws IOException {
        try (TestClient page = server.client()) {
            page.send(request("GET", EVENTS, "", "Last-Event-ID: bank@0")).response(false);

            assertThat(page.block()).isEqualTo("retry: 5000\n\n");
            assertThat(page.block()).startsWith("id: bank@1\ndata: {\"type\":\"refetchEvaluation\"");
        }
        try (TestClient page = server.client()) {
            page.send(request("GET", EVENTS, "", "Last-Event-ID: bank@1")).response(false);

            assertThat(page.block()).isEqualTo("retry: 5000\nid: bank@1\n\n");
        }
    }

    @Test
    void isNeverSilentForLong() throws IOException {
        try (TestClient page = server.client()) {
            page.send(request("GET", EVENTS, "")).response(false);
            page.block();

            for (int i = 0; i < 3; i++) {
                aheadNanos.addAndGet(TimeUnit.SECONDS.toNanos(20));
                assertThat(page.block()).isEqualTo(":\n\n");
            }
        }
    }

    @Test
    void isBoundedAndMakesRoomWhenAPageGoes() throws Exception {
        try (TestClient first = server.client();
                TestClient second = server.client()) {
            listen(first);
            listen(second);
            assertThat(gauge()).isEqualTo(2);

            assertThat(server.send(request("GET", EVENTS, "")).status()).isEqualTo(503);
            assertThat(server.send(request("HEAD", EVENTS, "")).status()).isEqualTo(200);
        }
        while (gauge() > 0) {
            Thread.onSpinWait();
        }
        try (TestClient third = server.client()) {
            listen(third);
        }
    }

    @Test
    void takesNothingMoreOnTheConnection() throws IOException {
        try (TestClient page = server.client()) {
            listen(page);
            for (int i = 0; i < 100; i++) {
                page.send(RawClient.post("{}"));
            }

            live.set("bank@2");

            assertThat(page.block()).startsWith("id: bank@2\n");
            assertThat(server.send(RawClient.post("{}")).status()).isEqualTo(200);
        }
    }

    @Test
    void endsWhenTheServerStops() throws Exception {
        try (TestClient page = server.client()) {
            listen(page);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

            assertThat(page.isClosed()).isTrue();
            page.endOutput();
            stopped.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void asksForAWriteKeyWhichMayBeInTheQuery() throws IOException {
        server.close();
        server = start(TestServer.SETTINGS.withKeys(TestServer.KEYS));

        assertProblem(server.send(request("GET", EVENTS, "")), 401, "key-missing");
        assertProblem(server.send(request("GET", EVENTS + "?writeKey=other", "")), 401, "key-missing");
        for (String target : new String[] {EVENTS + "?writeKey=write-key-1", EVENTS}) {
            try (TestClient page = server.client()) {
                page.send(request("GET", target, "", target.equals(EVENTS) ? "X-API-Key: secret-key-1" : "X-Other: 1"));
                assertThat(page.response(false).status()).isEqualTo(200);
            }
        }
    }

    private static void listen(TestClient page) throws IOException {
        assertThat(page.send(request("GET", EVENTS, "")).response(false).status())
                .isEqualTo(200);
        assertThat(page.block()).startsWith("retry:");
    }

    private double gauge() {
        return new String(server.metrics.exposition())
                .lines()
                .filter(line -> line.startsWith("kairos_event_streams "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }
}
