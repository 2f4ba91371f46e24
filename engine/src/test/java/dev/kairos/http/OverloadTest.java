package dev.kairos.http;

import static dev.kairos.http.RawClient.post;
import static dev.kairos.http.RawClient.request;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.http.RawClient.Response;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Step;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
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

    private static final long PROBE_MILLIS = TimeUnit.NANOSECONDS.toMillis(LoopWait.PROBE_NANOS);
    private static final Duration THRESHOLD = Duration.ofMillis(100);

    private final AtomicLong clock = new AtomicLong(1_000_000_000L);
    private final Semaphore busy = new Semaphore(0);
    private final Semaphore sent = new Semaphore(0);
    private volatile Duration blocked = Duration.ZERO;
    private final Route block = Route.atOnce("GET", "/block", Need.NO_KEY, () -> {
        busy.release();
        sent.acquireUninterruptibly();
        clock.addAndGet(blocked.toNanos());
        return Answer.empty(204);
    });
    private TestServer server;

    @BeforeEach
    void start() {
        Limits limits = new Limits(1 << 20, Duration.ofHours(1), Duration.ofHours(1), THRESHOLD, Duration.ofSeconds(5));
        server = TestServer.start(TestServer.SETTINGS.withLimits(limits), List.of(block), clock::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void takesOnePauseForAHiccup() throws Exception {
        assertThat(decideAfterBlocking(Duration.ofMillis(300)).status()).isEqualTo(200);
        assertThat(server.metrics.latencies(Step.LOOP_WAIT).getMaxValue()).isGreaterThan(250_000_000);
    }

    @Test
    void shedsWhenWorkWaitsTooLongAgain() throws Exception {
        decideAfterBlocking(Duration.ofMillis(300));

        Response response = decideAfterBlocking(Duration.ofMillis(300));

        assertProblem(response, 503, "busy");
        assertThat(response.header("retry-after")).isEqualTo("1");
        assertThat(server.metrics.counter(Metric.HTTP_SHED).sum()).isEqualTo(1);
    }

    @Test
    void shedsAtOnceWhatHasWaitedFarTooLong() throws Exception {
        assertProblem(decideAfterBlocking(Duration.ofSeconds(2)), 503, "busy");

        letTheProbeRun();
        assertThat(server.send(post("{}")).status()).isEqualTo(200);
    }

    @Test
    void forgetsAHiccup() throws Exception {
        decideAfterBlocking(Duration.ofMillis(300));
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        letTheProbeRun();
        letTheProbeRun();

        assertThat(decideAfterBlocking(Duration.ofMillis(300)).status()).isEqualTo(200);
    }

    @Test
    void staysReadyWhileItSheds() throws Exception {
        assertThat(afterBlocking(Duration.ofSeconds(2), request("GET", "/readyz", ""))
                        .status())
                .isEqualTo(200);
    }

    private Response decideAfterBlocking(Duration blocked) throws Exception {
        return afterBlocking(blocked, post("{}"));
    }

    /** Sends a request while another keeps the loop busy for a time. */
    private Response afterBlocking(Duration time, String request) throws IOException, InterruptedException {
        try (RawClient client = server.connect();
                RawClient blocking = server.connect()) {
            assertThat(client.send(request("GET", "/livez", "")).response().status())
                    .isEqualTo(200);
            blocked = time;
            blocking.send(request("GET", "/block", ""));
            busy.acquire();
            client.send(request);
            sent.release();
            assertThat(blocking.response().status()).isEqualTo(204);
            return client.response();
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
