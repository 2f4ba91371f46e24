package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A published client of HTTP/2, as proxies and sidecars are: it packs headers, keeps windows and pipes streams. */
@Timeout(60)
class Http2ClientTest {

    private static final int IMPORT_PIECES = 2_000;
    private static final String EVENTS = "/ofrep/v1/events";

    private final AtomicReference<String> live = new AtomicReference<>("bank@1");
    private Vertx vertx;
    private TestServer server;
    private HttpClientAgent client;

    @BeforeEach
    void start() {
        List<Route> routes = new ArrayList<>(OfrepRoutes.of(live::get));
        routes.add(Route.streamed("POST", "/sum", Need.NO_KEY, body -> {
            CRC32 sum = new CRC32();
            byte[] piece = new byte[50_000];
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                sum.update(piece, 0, read);
            }
            return Answer.text(200, Long.toString(sum.getValue()));
        }));
        server = TestServer.start(TestServer.SETTINGS, routes);
        vertx = Vertx.vertx();
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDefaultHost("localhost")
                        .setDefaultPort(server.server.port())
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)
                        .setHttp2MultiplexingLimit(50),
                new PoolOptions().setHttp2MaxSize(1));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        await(vertx.close());
        server.close();
    }

    @Test
    void decidesManyTimesOnOneConnection() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String body = "\"" + "x".repeat(i * 37) + "\"";
                answers.add(call(HttpMethod.POST, "/v1/decide", body));
            }
            for (int i = 0; i < 100; i++) {
                assertThat(await(answers.get(i))).isEqualTo("HTTP_2 200 {\"bytes\":" + (i * 37 + 2) + "}");
            }
        }
    }

    /** All in one function, which runs on the event loop: a response that nobody listens to yet loses what comes in. */
    private Future<String> call(HttpMethod method, String path, String body) {
        return client.request(method, path)
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("traceparent", "00-" + body.length())
                        .send(Buffer.buffer(body))
                        .compose(response -> response.body()
                                .map(answer -> response.version() + " " + response.statusCode() + " " + answer)));
    }

    @Test
    void streamsAnImportInAndALargeAnswerOut() throws Exception {
        CRC32 sum = new CRC32();
        HttpClientRequest request = await(client.request(HttpMethod.POST, "/sum"));
        Future<Buffer> answer = request.response().compose(response -> response.body());
        request.setChunked(true);
        Buffer piece = Buffer.buffer("{\"userId\":\"c-1\"}\n".repeat(1_000));
        for (int i = 0; i < IMPORT_PIECES; i++) {
            sum.update(piece.getBytes());
            if (request.writeQueueFull()) {
                CompletableFuture<Void> drained = new CompletableFuture<>();
                request.drainHandler(any -> drained.complete(null));
                if (request.writeQueueFull()) {
                    drained.get(20, TimeUnit.SECONDS);
                }
            }
            request.write(piece);
        }
        request.end();

        assertThat(await(answer).toString()).isEqualTo(Long.toString(sum.getValue()));
        assertThat(await(call(HttpMethod.GET, "/openapi.yaml", ""))).startsWith("HTTP_2 200 openapi: ");
    }

    @Test
    void listensBesideItsCalls() throws Exception {
        CompletableFuture<String> changed = new CompletableFuture<>();
        StringBuilder heard = new StringBuilder();
        client.request(HttpMethod.GET, EVENTS)
                .onSuccess(request -> request.send()
                        .onSuccess(response -> response.handler(piece -> {
                            heard.append(piece);
                            if (heard.indexOf("refetchEvaluation") > 0) {
                                changed.complete(heard.toString());
                            }
                        })));
        assertThat(await(call(HttpMethod.POST, "/v1/decide", "{}"))).isEqualTo("HTTP_2 200 {\"bytes\":2}");

        live.set("bank@2");

        assertThat(changed.get(20, TimeUnit.SECONDS)).contains("bank@2");
        assertThat(await(call(HttpMethod.POST, "/v1/decide", "{}"))).isEqualTo("HTTP_2 200 {\"bytes\":2}");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
