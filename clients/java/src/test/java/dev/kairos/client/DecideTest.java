package dev.kairos.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.client.StubServer.Reply;
import dev.kairos.client.StubServer.Request;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A decide call is answered whatever the server does: by it, or by default with the reason why. */
@Timeout(60)
class DecideTest {

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(40);
    private static final String ANSWER = """
            {"decisionId":"d-1","pack":"bank@1","degraded":true,"decisions":[
             {"placement":"home.hero","action":"upgrade","fragment":"frag-1","reason":"TARGETED","fallback":false,"token":"t-1"},
             {"placement":"home.side","reason":"NO_PROPOSAL","fallback":true}],"more":{"later":[]}}""";

    private StubServer server;
    private KairosClient client;

    @AfterEach
    void closeBoth() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void answersAsTheServerDoes() throws IOException {
        client = client(request -> StubServer.json(ANSWER), AMPLE).build();

        Decisions decisions = client.decideNow(request());

        assertThat(decisions.isDefault()).isFalse();
        assertThat(decisions.decisionId()).isEqualTo("d-1");
        assertThat(decisions.pack()).isEqualTo("bank@1");
        assertThat(decisions.degraded()).isTrue();
        assertThat(decisions.of("home.hero"))
                .isEqualTo(new Decision("home.hero", "upgrade", "frag-1", "TARGETED", false, "t-1"));
        assertThat(decisions.of("home.side").fragmentOr("mine")).isEqualTo("mine");
    }

    @Test
    void sendsWhatTheCallerSays() throws IOException {
        client = client(request -> StubServer.json(ANSWER), AMPLE)
                .key("secret-1")
                .build();
        DecideRequest request = DecideRequest.builder("web", "home.hero")
                .userId("c-42")
                .anonymousId(null)
                .locale("de-CH")
                .context("page", "/checkout")
                .consent("marketing", false)
                .globalPrivacyControl(true)
                .timeout(Duration.ofMillis(2_000))
                .dryRun()
                .build();

        client.decideNow(request);

        Request sent = server.requests().get(0);
        assertThat(sent.line()).isEqualTo("POST /v1/decide HTTP/1.1");
        assertThat(sent.headers())
                .containsEntry("authorization", "Bearer secret-1")
                .containsEntry("content-type", "application/json")
                .containsEntry("sec-gpc", "1")
                .doesNotContainKey("upgrade");
        Map<?, ?> body = (Map<?, ?>) JsonReader.read(sent.body());
        assertThat((Long) body.get("timeoutMs")).isBetween(1L, 1_990L);
        assertThat(sent.body())
                .startsWith("{\"userId\":\"c-42\",\"channel\":\"web\",\"placements\":[\"home.hero\"],"
                        + "\"context\":{\"page\":\"/checkout\"},\"consent\":{\"marketing\":false},\"locale\":\"de-CH\","
                        + "\"dryRun\":true,\"timeoutMs\":");
    }

    @Test
    void callsBelowThePathOfTheServersAddress() throws IOException {
        server = StubServer.that(request -> StubServer.json(ANSWER));
        client = KairosClient.builder(server.url() + "/kairos/").timeout(AMPLE).build();

        client.decideNow(request());

        assertThat(server.requests().get(0).line()).isEqualTo("POST /kairos/v1/decide HTTP/1.1");
    }

    @Test
    void keepsItsConnection() throws IOException {
        client = client(request -> StubServer.json(ANSWER), AMPLE).build();

        for (int i = 0; i < 20; i++) {
            assertThat(client.decideNow(request()).isDefault()).isFalse();
        }

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void showsTheDefaultsWhenTheServerSaysNothing() throws IOException {
        client = client(request -> StubServer.hang(), SHORT)
                .defaultFragment("home.hero", "client-hero")
                .defaultFragment("home.side", "client-side")
                .build();
        DecideRequest request = DecideRequest.builder("web", "home.hero", "home.side", "home.foot")
                .userId("c-42")
                .defaultFragment("home.hero", "call-hero")
                .build();

        Decisions decisions = client.decideNow(request);

        assertThat(decisions.whyDefault()).isEqualTo(WhyDefault.LATE);
        assertThat(decisions.decisions())
                .containsExactly(
                        new Decision("home.hero", null, "call-hero", "CLIENT_LATE", true, null),
                        new Decision("home.side", null, "client-side", "CLIENT_LATE", true, null),
                        new Decision("home.foot", null, null, "CLIENT_LATE", true, null));
    }

    @Test
    void isUnreachableWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        client = KairosClient.builder("http://127.0.0.1:" + port).timeout(AMPLE).build();

        assertThat(client.decideNow(request()).whyDefault()).isEqualTo(WhyDefault.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({"400,REJECTED", "401,REJECTED", "404,REJECTED", "302,REJECTED", "500,SERVER_FAILED", "503,SERVER_FAILED"
    })
    void saysWhatTheServerHasAgainstIt(int status, WhyDefault why) throws IOException {
        String problem = "{\"detail\":\"At least one placement is required.\",\"pointer\":\"/placements\"}";
        client = client(request -> StubServer.status(status, problem, "Location: /elsewhere\r\n"), AMPLE)
                .build();

        Decisions decisions = client.decideNow(request());

        assertThat(decisions.whyDefault()).isEqualTo(why);
        assertThat(decisions.detail()).isEqualTo(status + " At least one placement is required. at /placements");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"text\"",
                "<html>",
                "{}",
                "{\"decisionId\":1,\"pack\":\"p\",\"decisions\":[]}",
                "{\"decisionId\":\"d\",\"pack\":\"p\"}",
                "{\"decisionId\":\"d\",\"pack\":\"p\",\"decisions\":{}}",
                "{\"decisionId\":\"d\",\"pack\":\"p\",\"decisions\":[null]}",
                "{\"decisionId\":\"d\",\"pack\":\"p\",\"decisions\":[{\"placement\":\"a\"}]}",
                "{\"decisionId\":\"d\",\"pack\":\"p\",\"decisions\":[],\"explanation\":[]}"
            })
    void isUnreadableWhenItIsNoAnswer(String body) throws IOException {
        client = client(request -> StubServer.json(body), AMPLE).build();

        assertThat(client.decideNow(request()).whyDefault()).isEqualTo(WhyDefault.UNREADABLE);
    }

    @Test
    void takesNoMoreIntoMemoryThanAnAnswerMayHave() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n";
        client = client(request -> new Reply(head + " ".repeat(8_500_000), StubServer.Then.HANG), AMPLE)
                .build();

        Decisions decisions = client.decideNow(request());

        assertThat(decisions.whyDefault()).isEqualTo(WhyDefault.UNREADABLE);
        assertThat(decisions.detail()).contains("more than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"decisionId\"",
                "garbage\r\n\r\n"
            })
    void isUnreachableWhenTheConnectionIsCut(String bytes) throws IOException {
        client = client(request -> StubServer.cut(bytes), AMPLE).build();

        assertThat(client.decideNow(request()).whyDefault()).isEqualTo(WhyDefault.UNREACHABLE);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void triesOnceMoreWhenAKeptConnectionIsGone() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        client = client(request -> calls.incrementAndGet() == 2 ? StubServer.cut("") : StubServer.json(ANSWER), AMPLE)
                .build();

        assertThat(client.decideNow(request()).isDefault()).isFalse();
        assertThat(client.decideNow(request()).isDefault()).isFalse();
        assertThat(calls).hasValue(3);
    }

    @Test
    void leavesAServerAloneThatFailsAndComesBackWhenItIsWell() throws IOException {
        List<String> told = new ArrayList<>();
        client = client(request -> StubServer.status(503, ""), AMPLE)
                .circuit(3, Duration.ofMillis(1))
                .metrics(new KairosMetrics() {
                    @Override
                    public void circuit(boolean open) {
                        told.add(open ? "open" : "closed");
                    }
                })
                .build();

        for (int i = 0; i < 3; i++) {
            assertThat(client.decideNow(request()).whyDefault()).isEqualTo(WhyDefault.SERVER_FAILED);
        }
        server.behave(request -> StubServer.json(ANSWER));
        while (client.decideNow(request()).isDefault()) {
            // a call a millisecond is let through
        }

        assertThat(told).containsExactly("open", "closed");
    }

    @Test
    void answersAtOnceWhileTheCircuitIsOpen() throws IOException {
        client = client(request -> StubServer.status(503, ""), AMPLE)
                .circuit(1, Duration.ofHours(1))
                .build();
        client.decideNow(request());

        CompletableFuture<Decisions> second = client.decide(request());

        assertThat(second).isCompleted();
        assertThat(second.join().whyDefault()).isEqualTo(WhyDefault.CIRCUIT_OPEN);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aCallThatIsWrongSaysNothingAgainstTheServer() throws IOException {
        client = client(request -> StubServer.status(422, ""), AMPLE)
                .circuit(1, Duration.ofHours(1))
                .build();

        for (int i = 0; i < 3; i++) {
            assertThat(client.decideNow(request()).whyDefault()).isEqualTo(WhyDefault.REJECTED);
        }
    }

    @Test
    void answersByDefaultWhenMoreAreWaitingThanMay() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        client = client(
                        request -> {
                            there.countDown();
                            await(go);
                            return StubServer.json(ANSWER);
                        },
                        AMPLE)
                .concurrentCalls(1)
                .waitingCalls(1)
                .build();

        CompletableFuture<Decisions> sent = client.decide(request());
        there.await();
        CompletableFuture<Decisions> waiting = client.decide(request());
        CompletableFuture<Decisions> third = client.decide(request());
        assertThat(third).isCompleted();
        go.countDown();

        assertThat(third.join().whyDefault()).isEqualTo(WhyDefault.SATURATED);
        assertThat(sent.join().isDefault()).isFalse();
        assertThat(waiting.join().isDefault()).isFalse();
    }

    @Test
    void answersInTimeWhatNeverGotAConnection() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        client = client(
                        request -> {
                            await(go);
                            return StubServer.json(ANSWER);
                        },
                        SHORT)
                .concurrentCalls(1)
                .waitingCalls(100)
                .circuit(1_000, SHORT)
                .build();

        List<CompletableFuture<Decisions>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(client.decide(request()));
        }

        assertThat(calls)
                .allSatisfy(call -> assertThat(call.join().whyDefault()).isEqualTo(WhyDefault.LATE));
        go.countDown();
        // The one that was late has used its connection up to the end; those that had waited were not sent any more.
        Decisions next = client.decideNow(DecideRequest.builder("web", "home.hero")
                .userId("c")
                .timeout(AMPLE)
                .build());
        assertThat(next.isDefault()).isFalse();
        assertThat(server.requests()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void runsCallbacksWhereItIsTold() throws Exception {
        BlockingQueue<Runnable> given = new LinkedBlockingQueue<>();
        client = client(request -> StubServer.json(ANSWER), AMPLE)
                .callbacks(given::add)
                .build();

        CompletableFuture<Decisions> answer = client.decide(request());
        Runnable completion = given.take();

        assertThat(answer).isNotDone();
        completion.run();
        assertThat(answer).isCompleted();
    }

    @Test
    void answersAllTheSameWhenAHookOrAnExecutorFails() throws IOException {
        client = client(request -> StubServer.json(ANSWER), AMPLE)
                .metrics(new KairosMetrics() {
                    @Override
                    public void decided(long nanos, WhyDefault why) {
                        throw new IllegalStateException("a mistake of the metrics");
                    }
                })
                .callbacks(completion -> {
                    throw new java.util.concurrent.RejectedExecutionException();
                })
                .build();

        assertThat(client.decideNow(request()).isDefault()).isFalse();
    }

    @Test
    void answersCallsUnderWayWhenItIsClosedAndNoLaterOnes() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        client = client(
                        request -> {
                            there.countDown();
                            return StubServer.hang();
                        },
                        Duration.ofMillis(500))
                .build();
        CompletableFuture<Decisions> underWay = client.decide(request());
        there.await();

        client.close();

        assertThat(client.decideNow(request()).whyDefault()).isEqualTo(WhyDefault.CLOSED);
        assertThat(underWay.join().whyDefault()).isEqualTo(WhyDefault.LATE);
    }

    @Test
    void reportsHowCallsEnded() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        client = client(request -> StubServer.json(ANSWER), AMPLE)
                .metrics(new KairosMetrics() {
                    @Override
                    public void decided(long nanos, WhyDefault why) {
                        told.add((nanos > 0) + " " + why);
                    }
                })
                .build();

        client.decideNow(request());
        server.behave(request -> StubServer.status(422, ""));
        client.decideNow(request());

        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("true null");
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("true REJECTED");
    }

    private KairosClientBuilder client(Function<Request, Reply> behaviour, Duration timeout) throws IOException {
        server = StubServer.that(behaviour);
        return KairosClient.builder(server.url()).timeout(timeout);
    }

    private static DecideRequest request() {
        return DecideRequest.builder("web", "home.hero", "home.side")
                .userId("c-42")
                .build();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
