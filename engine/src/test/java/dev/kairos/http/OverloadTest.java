package dev.kairos.http;

import static dev.kairos.http.RawClient.post;
import static dev.kairos.http.RawClient.request;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.http.RawClient.Response;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Step;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shedding, with the clock in the test's hand: it stands still but for what the test says that passes. */
@Timeout(60)
class OverloadTest {

    /** Whether it is HTTP/2 that is spoken. */
    boolean http2() {
        return false;
    }

    private static final long PROBE_MILLIS = TimeUnit.NANOSECONDS.toMillis(LoopWait.PROBE_NANOS);
    private static final Duration THRESHOLD = Duration.ofMillis(100);
    private static final Duration BLOCKED = Duration.ofMillis(300);

    private final AtomicLong clock = new AtomicLong(1_000_000_000L);
    private final Semaphore busy = new Semaphore(0);
    private final Semaphore sent = new Semaphore(0);
    private final Route block = Route.atOnce("GET", "/block", Need.NO_KEY, () -> {
        busy.release();
        sent.acquireUninterruptibly();
        clock.addAndGet(BLOCKED.toNanos());
        return Answer.empty(204);
    });
    private TestServer server;

    @BeforeEach
    void start() {
        server = start(THRESHOLD);
    }

    private TestServer start(Duration threshold) {
        List<Route> routes = new ArrayList<>(OfrepRoutes.of(() -> "pack"));
        routes.add(block);
        Limits limits = new Limits(
                1 << 20, Duration.ofHours(1), Duration.ofHours(1), threshold, Duration.ofSeconds(5), 10, 100);
        return TestServer.start(TestServer.SETTINGS.withLimits(limits), routes, clock::get)
                .over(http2());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void takesOnePauseForAHiccup() throws Exception {
        assertThat(decideAfterBlocking(1).status()).isEqualTo(200);
        assertThat(server.metrics.latencies(Step.LOOP_WAIT).getMaxValue()).isGreaterThan(250_000_000);
    }

    @Test
    void shedsWhenTheNextWaitsTooLongAsWell() throws Exception {
        Response response = decideAfterBlocking(2);

        assertProblem(response, 503, "busy");
        assertThat(response.header("retry-after")).isEqualTo("1");
        assertThat(server.metrics.counter(Metric.HTTP_SHED).sum()).isEqualTo(1);

        letTheProbeRun();
        assertThat(server.send(post("{}")).status()).isEqualTo(200);
    }

    @Test
    void shedsACallWhoseHeadIsKnown() throws Exception {
        assertProblem(decideAfterBlocking(server, 2, post("{}"), post("{}")), 503, "busy");
    }

    @Test
    void shedsAtOnceWhatHasWaitedFarTooLong() throws Exception {
        try (TestServer impatient = start(BLOCKED.dividedBy(6))) {
            assertProblem(decideAfterBlocking(impatient, 1, post("{}")), 503, "busy");
        }
    }

    @Test
    void tellsOpenFeatureAsItsProvidersUnderstandIt() throws Exception {
        try (TestServer impatient = start(BLOCKED.dividedBy(6))) {
            Response shed = decideAfterBlocking(impatient, 1, request("POST", "/ofrep/v1/evaluate/flags/hero", "{}"));

            assertThat(shed.status()).isEqualTo(429);
            assertThat(shed.header("retry-after")).isEqualTo("1");
            assertThat(shed.header("content-type")).isEqualTo("application/json");
            assertThat(shed.body()).startsWith("{\"key\":\"hero\",\"errorCode\":\"GENERAL\",");
        }
    }

    @Test
    void forgetsAHiccup() throws Exception {
        decideAfterBlocking(1);
        letTheProbeRun();

        assertThat(decideAfterBlocking(1).status()).isEqualTo(200);
    }

    @Test
    void staysReadyWhileItSheds() throws Exception {
        assertThat(decideAfterBlocking(server, 3, request("GET", "/readyz", "")).status())
                .isEqualTo(200);
    }

    private Response decideAfterBlocking(int times) throws Exception {
        return decideAfterBlocking(server, times, post("{}"));
    }

    private Response decideAfterBlocking(TestServer to, int times, String request) throws Exception {
        return decideAfterBlocking(to, times, request("GET", "/livez", ""), request);
    }

    /** Sends a request while others keep the loop busy, one after the other and each sent while the last is served. */
    private Response decideAfterBlocking(TestServer to, int times, String before, String request) throws Exception {
        List<RawClient> blocking = new ArrayList<>();
        try (TestClient client = to.client()) {
            assertThat(client.send(before).response().status()).isEqualTo(200);
            for (int i = 0; i < times; i++) {
                blocking.add(to.connect().send(request("GET", "/livez", "")));
                assertThat(blocking.get(i).response().status()).isEqualTo(200);
            }
            for (int i = 0; i < times; i++) {
                blocking.get(i).send(request("GET", "/block", ""));
                if (i > 0) {
                    sent.release();
                }
                busy.acquire();
            }
            client.send(request);
            sent.release();
            return client.response();
        } finally {
            for (RawClient client : blocking) {
                client.close();
            }
        }
    }

    /** Returns once the loop has run its probe, which is due every few milliseconds. */
    private void letTheProbeRun() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        server.server.executeOnLoops(
                () -> Vertx.currentContext().owner().setTimer(2 * PROBE_MILLIS, any -> ran.countDown()));
        ran.await();
    }
}
