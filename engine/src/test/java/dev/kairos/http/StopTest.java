package dev.kairos.http;

import static dev.kairos.http.RawClient.request;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.http.RawClient.Response;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopTest {

    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private final List<Route> slow = List.of(Route.onWorker("GET", "/slow", Need.SECRET_KEY, call -> {
        underWay.countDown();
        finish.await();
        return Answer.text(200, "done");
    }));

    @Test
    void answersWhatIsUnderWayAndTakesNothingNew() throws Exception {
        TestServer server = TestServer.start(TestServer.SETTINGS, slow);
        try (RawClient idle = server.connect();
                RawClient half = server.connect();
                RawClient busy = server.connect()) {
            assertThat(idle.send(request("GET", "/livez", "")).response().status())
                    .isEqualTo(200);
            half.send("POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{");
            busy.send(request("GET", "/slow", ""));
            underWay.await();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);
            assertThat(idle.isClosed()).isTrue();
            assertThatThrownBy(() -> {
                        while (true) {
                            server.connect().close();
                        }
                    })
                    .isInstanceOf(ConnectException.class);
            assertThat(stopped).isNotDone();

            Response decided = half.send("}").response();
            assertThat(decided.status()).isEqualTo(200);
            assertThat(decided.header("connection")).isEqualTo("close");
            finish.countDown();
            Response done = busy.response();
            assertThat(done.body()).isEqualTo("done");
            assertThat(done.header("connection")).isEqualTo("close");
            half.endOutput();
            busy.endOutput();
            stopped.get();
        }
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        Limits limits = new Limits(
                1000, Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(30), Duration.ofMillis(100), 1, 100);
        TestServer server = TestServer.start(TestServer.SETTINGS.withLimits(limits), slow);
        try (RawClient busy = server.connect()) {
            busy.send(request("GET", "/slow", ""));
            underWay.await();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

            assertThat(busy.isClosed()).isTrue();
            finish.countDown();
            stopped.get();
        }
    }

    @Test
    void saysThatItIsNotReadyAndWhy() throws Exception {
        try (TestServer server = TestServer.start()) {
            assertThat(server.send(request("GET", "/readyz", "")).status()).isEqualTo(200);

            server.notReady.set("The profile store is being recovered.");

            Response response = server.send(request("GET", "/readyz", ""));
            assertProblem(response, 503, "not-ready");
            assertThat(response.body()).contains("being recovered");
            assertThat(server.send(request("GET", "/livez", "")).status()).isEqualTo(200);
        }
    }
}
