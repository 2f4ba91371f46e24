package dev.kairos.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.client.StubServer.Reply;
import dev.kairos.client.StubServer.Request;
import dev.kairos.client.Undelivered.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accepted is delivered, or reported. */
@Timeout(60)
class TouchpointsTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Reply TAKEN = StubServer.json("{\"success\":true}");

    private final List<Undelivered> undelivered = new CopyOnWriteArrayList<>();
    private StubServer server;
    private KairosClient client;

    @AfterEach
    void closeBoth() {
        if (client != null) {
            client.close(Duration.ZERO);
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void deliversEachCallInItsForm() throws IOException {
        client = client(request -> TAKEN).key("write-1").build();

        client.track("c-42", "Order Completed", Map.of("total", 129.95));
        client.identify("c-42", Map.of("plan", "gold"));
        client.page("c-42", "Home", Map.of());
        client.screen("c-42", "Cart", Map.of());
        client.group("c-42", "acme", Map.of());
        client.alias("c-42", "a-1");
        client.outcome("c-42", Outcome.CLICK, "t-1");
        client.offer(Touchpoint.group("h-7")
                .household()
                .anonymousId("a-1")
                .channel("store")
                .messageId("m-1")
                .timestamp(Instant.EPOCH)
                .trait("members", 3)
                .context("locale", "de-CH")
                .consent("marketing", true));
        assertThat(client.flush(AMPLE)).isTrue();

        Request sent = server.requests().get(0);
        assertThat(sent.line()).isEqualTo("POST /v1/batch HTTP/1.1");
        assertThat(sent.headers()).containsEntry("authorization", "Bearer write-1");
        Map<?, ?> body = (Map<?, ?>) JsonReader.read(sent.body());
        assertThat(Instant.parse((String) body.get("sentAt"))).isAfter(Instant.EPOCH);
        List<?> batch = (List<?>) body.get("batch");
        assertThat(batch)
                .map(event -> ((Map<?, ?>) event).get("type"))
                .isEqualTo(List.of("track", "identify", "page", "screen", "group", "alias", "track", "group"));
        assertThat(batch)
                .map(event -> ((Map<?, ?>) event).get("messageId"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(batch)
                .allSatisfy(event -> assertThat((String) ((Map<?, ?>) event).get("timestamp"))
                        .endsWith("Z"));
        Map<?, ?> outcome = (Map<?, ?>) batch.get(6);
        assertThat(outcome.get("event")).isEqualTo("Kairos Click");
        assertThat(outcome.get("properties")).isEqualTo(Map.of("token", "t-1"));
        assertThat(batch.get(7))
                .isEqualTo(JsonReader.read("{\"type\":\"group\",\"groupId\":\"h-7\",\"groupType\":\"household\","
                        + "\"anonymousId\":\"a-1\",\"channel\":\"store\",\"messageId\":\"m-1\","
                        + "\"timestamp\":\"1970-01-01T00:00:00Z\",\"traits\":{\"members\":3},"
                        + "\"context\":{\"locale\":\"de-CH\"},\"consent\":{\"marketing\":true}}"));
    }

    @Test
    void sendsManyTogetherAndInOrder() throws IOException {
        client = client(request -> TAKEN)
                .batchSize(10)
                .linger(Duration.ofHours(1))
                .build();

        for (int i = 0; i < 30; i++) {
            client.offer(Touchpoint.track("E").userId("c").messageId("m-" + i));
        }
        assertThat(client.flush(AMPLE)).isTrue();

        assertThat(server.requests()).hasSize(3);
        assertThat(delivered())
                .isEqualTo(Stream.iterate(0, i -> i + 1)
                        .limit(30)
                        .map(i -> "m-" + i)
                        .toList());
    }

    @Test
    void keepsABatchBelowWhatABodyMayHave() throws IOException {
        client = client(request -> TAKEN)
                .batchSize(2_500)
                .linger(Duration.ofHours(1))
                .build();

        for (int i = 0; i < 40; i++) {
            client.track("c", "E", Map.of("text", "x".repeat(30_000)));
        }
        assertThat(client.flush(AMPLE)).isTrue();

        assertThat(server.requests())
                .allSatisfy(request -> assertThat(request.body()).hasSizeLessThan(500 << 10));
        assertThat(delivered()).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 507})
    void sendsAgainUntilItIsTaken(int status) throws IOException {
        AtomicInteger left = new AtomicInteger(3);
        client = client(request -> left.getAndDecrement() > 0 ? StubServer.status(status, "no") : TAKEN)
                .build();

        client.offer(Touchpoint.track("E").userId("c").messageId("m-1"));
        assertThat(client.flush(AMPLE)).isTrue();

        assertThat(delivered()).isEqualTo(List.of("m-1", "m-1", "m-1", "m-1"));
        assertThat(undelivered).isEmpty();
    }

    @Test
    void sendsAgainWhenConnectionsBreakOrSomebodyElseAnswers() throws IOException {
        List<Reply> replies = new ArrayList<>(List.of(
                StubServer.cut(""),
                StubServer.cut("HTTP/1.1 200 OK\r\n"),
                StubServer.json("<html>Log in to the Wi-Fi</html>")));
        client =
                client(request -> replies.isEmpty() ? TAKEN : replies.remove(0)).build();

        client.offer(Touchpoint.track("E").userId("c").messageId("m-1"));

        assertThat(client.flush(AMPLE)).isTrue();
        assertThat(delivered()).hasSize(4);
        assertThat(undelivered).isEmpty();
    }

    @Test
    void waitsAsLongAsRetryAfterSays() throws Exception {
        List<Long> pauses = new CopyOnWriteArrayList<>();
        List<Reply> replies = new ArrayList<>(List.of(
                StubServer.status(429, "", "Retry-After: 7\r\n"), StubServer.status(503, "", "Retry-After: soon\r\n")));
        server = StubServer.that(request -> replies.isEmpty() ? TAKEN : replies.remove(0));
        TouchpointQueue queue = new TouchpointQueue(new QueueLimits(10, 10, 0), System::nanoTime);
        Courier courier = new Courier(
                queue,
                KairosClient.builder(server.url()).endpoint(),
                new Backoff(new java.util.Random(1)),
                pauses::add,
                () -> Instant.EPOCH,
                new Hooks(KairosMetrics.NONE, undelivered::add));
        queue.offer(new Queued("m-1", "{\"messageId\":\"m-1\"}".getBytes(), 0), 0);
        queue.close();

        courier.run();

        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isBetween(7_000_000_000L, 7_100_000_000L);
        assertThat(pauses.get(1)).isBetween(100_000_000L, 200_000_000L);
        assertThat(courier.underWay()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 422})
    void reportsWhatTheServerRefuses(int status) throws IOException {
        client = client(request -> StubServer.status(status, "{\"detail\":\"A key is missing.\"}"))
                .build();

        client.offer(Touchpoint.track("E").userId("c").messageId("m-1"));
        assertThat(client.flush(AMPLE)).isTrue();

        assertThat(undelivered).hasSize(1);
        assertThat(undelivered.get(0).messageId()).isEqualTo("m-1");
        assertThat(undelivered.get(0).reason()).isEqualTo(Reason.REJECTED);
        assertThat(undelivered.get(0).detail()).isEqualTo(status + " A key is missing.");
        assertThat(undelivered.get(0).json()).contains("\"messageId\":\"m-1\"");
        assertThat(delivered()).hasSize(1);
    }

    @Test
    void reportsTheRowsThatAreRefusedAndNoOthers() throws IOException {
        client = client(request -> StubServer.json("""
                        {"success":true,"accepted":2,"rejected":[
                        {"index":1,"messageId":"m-1","pointer":"/event","reason":"a track needs an event"},
                        {"index":77,"pointer":"","reason":"is none of ours"},null,{"index":"1"}]}"""))
                .linger(Duration.ofHours(1))
                .build();

        for (int i = 0; i < 3; i++) {
            client.offer(Touchpoint.track("E").userId("c").messageId("m-" + i));
        }
        assertThat(client.flush(AMPLE)).isTrue();

        assertThat(undelivered)
                .map(Undelivered::messageId, Undelivered::detail)
                .containsExactly(org.assertj.core.api.Assertions.tuple("m-1", "a track needs an event at /event"));
    }

    @Test
    void halvesABatchThatIsTooLargeForSomethingOnTheWay() throws IOException {
        client = client(request -> request.body().length() > 400 ? StubServer.status(413, "") : TAKEN)
                .batchSize(16)
                .linger(Duration.ofHours(1))
                .build();

        for (int i = 0; i < 15; i++) {
            client.offer(Touchpoint.track("E").userId("c").messageId("m-" + i));
        }
        client.offer(Touchpoint.track("x".repeat(500)).userId("c").messageId("m-15"));
        assertThat(client.flush(AMPLE)).isTrue();

        Set<String> taken = new HashSet<>();
        server.requests().stream()
                .filter(request -> request.body().length() <= 400)
                .forEach(request -> taken.addAll(messageIds(request)));
        assertThat(taken).hasSize(15).doesNotContain("m-15");
        assertThat(undelivered).map(Undelivered::messageId).containsExactly("m-15");
    }

    @Test
    void acceptsNoMoreThanItHasRoomForAndNeverWaitsUnasked() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        client = client(request -> {
                    there.countDown();
                    await(go);
                    return TAKEN;
                })
                .queueCapacity(2)
                .batchSize(1)
                .build();

        assertThat(client.track("c", "under way", Map.of())).isTrue();
        there.await();
        assertThat(client.track("c", "waits", Map.of())).isTrue();
        assertThat(client.track("c", "waits, too", Map.of())).isTrue();
        assertThat(client.track("c", "has no room", Map.of())).isFalse();
        assertThat(undelivered).map(Undelivered::reason).containsExactly(Reason.FULL);
        go.countDown();
        assertThat(client.offer(Touchpoint.track("waits for room").userId("c"), AMPLE))
                .isTrue();
        assertThat(client.offer(undelivered.get(0))).isIn(true, false);

        assertThat(client.flush(AMPLE)).isTrue();
        assertThat(delivered()).hasSizeBetween(4, 5);
    }

    @Test
    void refusesWhatCannotBeSentAndGoesOn() throws IOException {
        client = client(request -> TAKEN).build();

        assertThat(client.track("c", "E", Map.of("value", new Object()))).isFalse();
        assertThat(client.track("c", "E", Map.of("text", "x".repeat(40_000)))).isFalse();
        assertThat(client.track("c", "E", Map.of())).isTrue();

        assertThat(undelivered).map(Undelivered::reason).containsExactly(Reason.NOT_VALID, Reason.TOO_LARGE);
    }

    @Test
    void deliversWhatIsQueuedBeforeItIsClosed() throws IOException {
        client = client(request -> TAKEN).linger(Duration.ofHours(1)).build();
        client.track("c", "E", Map.of());

        assertThat(client.close(AMPLE)).isEmpty();

        assertThat(delivered()).hasSize(1);
        assertThat(client.track("c", "E", Map.of())).isFalse();
        assertThat(undelivered).map(Undelivered::reason).containsExactly(Reason.CLOSED);
    }

    @Test
    void handsBackWhatItCouldNotDeliver() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        client = client(request -> {
                    there.countDown();
                    return StubServer.hang();
                })
                .batchSize(2)
                .linger(Duration.ZERO)
                .build();
        client.offer(Touchpoint.track("E").userId("c").messageId("m-0"));
        there.await();
        for (int i = 1; i < 5; i++) {
            client.offer(Touchpoint.track("E").userId("c").messageId("m-" + i));
        }

        List<Undelivered> left = client.close(Duration.ofMillis(20));

        assertThat(left).map(Undelivered::messageId).containsExactly("m-0", "m-1", "m-2", "m-3", "m-4");
        assertThat(left).map(Undelivered::reason).containsOnly(Reason.CLOSED);
        assertThat(undelivered).isEmpty();

        server.behave(request -> TAKEN);
        try (KairosClient next = KairosClient.builder(server.url()).build()) {
            left.forEach(touchpoint -> assertThat(next.offer(touchpoint)).isTrue());
            assertThat(next.flush(AMPLE)).isTrue();
        }
        assertThat(delivered()).contains("m-0", "m-1", "m-2", "m-3", "m-4");
    }

    @Test
    void losesNothingWhenTheServerGoesAndComesBack() throws IOException {
        server = StubServer.that(request -> TAKEN);
        int port = server.port();
        client = KairosClient.builder(server.url())
                .listener(undelivered::add)
                .linger(Duration.ZERO)
                .build();
        client.offer(Touchpoint.track("E").userId("c").messageId("m-0"));
        assertThat(client.flush(AMPLE)).isTrue();
        server.close();
        client.offer(Touchpoint.track("E").userId("c").messageId("m-1"));
        assertThat(client.flush(Duration.ofMillis(50))).isFalse();
        server = StubServer.on(port, request -> TAKEN);

        assertThat(client.flush(AMPLE)).isTrue();

        assertThat(delivered()).contains("m-1");
        assertThat(undelivered).isEmpty();
    }

    @Test
    void goesOnWhenTheListenerFails() throws IOException {
        server = StubServer.that(request -> StubServer.status(400, ""));
        client = KairosClient.builder(server.url())
                .listener(touchpoint -> {
                    throw new IllegalStateException("a mistake of the listener");
                })
                .build();

        client.track("c", "E", Map.of());
        assertThat(client.flush(AMPLE)).isTrue();
        client.track("c", "E", Map.of());
        assertThat(client.flush(AMPLE)).isTrue();

        assertThat(server.requests()).hasSize(2);
    }

    private KairosClientBuilder client(Function<Request, Reply> behaviour) throws IOException {
        server = StubServer.that(behaviour);
        return KairosClient.builder(server.url()).listener(undelivered::add);
    }

    /** In the order in which they came, again and again if they did. */
    private List<String> delivered() {
        List<String> ids = new ArrayList<>();
        server.requests().forEach(request -> ids.addAll(messageIds(request)));
        return ids;
    }

    private static List<String> messageIds(Request request) {
        List<String> ids = new ArrayList<>();
        for (Object event : (List<?>) ((Map<?, ?>) JsonReader.read(request.body())).get("batch")) {
            ids.add((String) ((Map<?, ?>) event).get("messageId"));
        }
        return ids;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
