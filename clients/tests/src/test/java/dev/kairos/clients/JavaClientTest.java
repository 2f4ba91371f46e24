package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.client.DecideRequest;
import dev.kairos.client.Decisions;
import dev.kairos.client.KairosClient;
import dev.kairos.client.Touchpoint;
import dev.kairos.client.Undelivered;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Our own client for Java, calling a server that is killed and started again. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class JavaClientTest {

    private static final String USER = "java-client";
    private static final int PHASE = 300;
    private static final long NANOS_BETWEEN_CALLS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private final List<CompletableFuture<Decisions>> calls = new CopyOnWriteArrayList<>();
    private final List<Undelivered> undelivered = new CopyOnWriteArrayList<>();
    private final AtomicInteger answeredByServer = new AtomicInteger();
    private final AtomicInteger answeredByDefault = new AtomicInteger();
    private ServedPack server;
    private volatile boolean over;

    @BeforeEach
    void startServer() throws Exception {
        server = new ServedPack(ClientsPack.writeTo(dir.resolve("pack")), dir);
        server.start();
    }

    @AfterEach
    void stopAll() {
        over = true;
        server.close();
    }

    @Test
    void answersEveryCallAndLosesNoTouchpointWhileTheServerIsKilledAndStarted() throws Exception {
        KairosClient client = KairosClient.builder(server.url())
                .timeout(Duration.ofMillis(250))
                .defaultFragment("home", "mine")
                .queueCapacity(1_000_000)
                .listener(undelivered::add)
                .build();
        CompletableFuture<Long> traffic = new CompletableFuture<>();
        new Thread(() -> traffic.complete(callAndTell(client)), "traffic").start();

        await(answeredByServer, PHASE);
        server.kill();
        await(answeredByDefault, answeredByDefault.get() + PHASE);
        server.start();
        await(answeredByServer, answeredByServer.get() + PHASE);
        over = true;
        long told = traffic.get(1, TimeUnit.MINUTES);

        for (CompletableFuture<Decisions> call : calls) {
            Decisions decisions = call.get(1, TimeUnit.MINUTES);
            assertThat(decisions.of("home").fragment())
                    .as(decisions.toString())
                    .isEqualTo(decisions.isDefault() ? "mine" : "fragment");
        }
        assertThat(client.flush(PATIENCE)).isTrue();
        assertThat(client.close(PATIENCE)).isEmpty();
        assertThat(undelivered).isEmpty();
        assertThat(told).isEqualTo(calls.size());
        assertCountedOnce(told);
    }

    /** A call and a touchpoint every half a millisecond. @return how many touchpoints were accepted, which is all */
    private long callAndTell(KairosClient client) {
        DecideRequest request =
                DecideRequest.builder("web", "home").userId(USER).build();
        long n = 0;
        while (!over) {
            CompletableFuture<Decisions> call = client.decide(request);
            calls.add(call);
            call.thenAccept(
                    decisions -> (decisions.isDefault() ? answeredByDefault : answeredByServer).incrementAndGet());
            n++;
            assertThat(client.offer(Touchpoint.track(DeliveringClient.EVENT)
                            .userId(USER)
                            .property("n", n)
                            .property("square", n * n)))
                    .isTrue();
            LockSupport.parkNanos(NANOS_BETWEEN_CALLS);
        }
        return n;
    }

    private static void await(AtomicInteger count, int atLeast) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (count.get() < atLeast) {
            assertThat(System.nanoTime()).as("%d of %d", count.get(), atLeast).isLessThan(until);
            LockSupport.parkNanos(NANOS_BETWEEN_CALLS);
        }
    }

    /** How many, their numbers and the squares of these: if one were lost and another twice, something would not fit. */
    private void assertCountedOnce(long n) throws Exception {
        // Whoever waits for a touchpoint to be applied has waited for all before it.
        assertThat(server.post("/v1/track?wait=applied", "{\"userId\":\"nobody\",\"event\":\"Waited\"}")
                        .statusCode())
                .isEqualTo(200);

        JsonNode counters = JSON.readTree(
                        server.get("/v1/profiles/" + USER + "/export").body())
                .path("counters");

        assertThat(counters.path("delivered").longValue()).isEqualTo(n);
        assertThat(counters.path("sum").longValue()).isEqualTo(n * (n + 1) / 2);
        assertThat(counters.path("squares").longValue()).isEqualTo(n * (n + 1) * (2 * n + 1) / 6);
    }
}
