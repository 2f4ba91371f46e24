package dev.kairos.http;

import static dev.kairos.http.RawClient.post;
import static dev.kairos.http.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.http.RawClient.Response;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server speaks HTTP, whatever the endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerTest {

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void usesTheNativeTransport() {
        assertThat(server.server.isNativeTransport()).isTrue();
    }

    @Test
    void answersWithTheHeadersOfADecision() throws IOException {
        Response response = server.send(post("{}", "Content-Type: application/json"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"bytes\":2}");
        assertThat(response.header("content-type")).isEqualTo("application/json");
        assertThat(response.header("cache-control")).isEqualTo("private, no-store");
        assertThat(response.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(response.header("date")).endsWith("GMT");
        assertThat(response.header("server-timing")).matches("parse;dur=0\\.001,loop_wait;dur=\\d+\\.\\d{3}");
        assertThat(response.headers()).doesNotContainKeys("connection", "access-control-allow-origin");
    }

    @Test
    void keepsTheConnection() throws IOException {
        try (RawClient client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(post("[1]")).response().status()).isEqualTo(200);
            }
        }
    }

    @RepeatedTest(3)
    void answersPipelinedRequestsInOrder() throws IOException {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            requests.append(i % 10 == 3 ? request("GET", "/metrics", "") : post("\"" + "x".repeat(i) + "\""));
        }

        try (RawClient client = server.connect()) {
            client.send(requests.toString());
            for (int i = 0; i < 200; i++) {
                Response response = client.response();
                assertThat(response.body()).contains(i % 10 == 3 ? "# TYPE" : "{\"bytes\":" + (i + 2) + "}");
            }
        }
    }

    @Test
    void readsARequestThatComesByteByByte() throws IOException {
        try (RawClient client = server.connect()) {
            for (char c : post("{\"a\": 1}").toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.response().body()).isEqualTo("{\"bytes\":8}");
        }
    }

    @Test
    void readsAChunkedBody() throws IOException {
        String request = "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\n[1,\r\n2\r\n2]\r\n0\r\nX-Trailer: x\r\n\r\n";

        assertThat(server.send(request).body()).isEqualTo("{\"bytes\":5}");
    }

    @Test
    void readsALargeBodyAnnouncedOrInChunks() throws IOException {
        String body = "\"" + "x".repeat((1 << 20) - 2) + "\"";
        String chunked = "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n"
                + body + "\r\n0\r\n\r\n";

        assertThat(server.send(post(body)).body()).isEqualTo("{\"bytes\":1048576}");
        assertThat(server.send(chunked).body()).isEqualTo("{\"bytes\":1048576}");
    }

    @Test
    void closesWhenTheCallerWantsTo() throws IOException {
        try (RawClient client = server.connect()) {
            Response response =
                    client.send(post("1", "Connection: close") + post("2")).response();

            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void closesForHttp10UnlessAskedToKeep() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(
                    "POST /v1/decide HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\n1");
            assertThat(client.response().header("connection")).isEqualTo("keep-alive");

            client.send("POST /v1/decide HTTP/1.0\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n1");
            assertThat(client.response().header("connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void asksForTheBodyThatIsHeldBackForIt() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(
                    "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(100);

            assertThat(client.send("{}").response().status()).isEqualTo(200);
            assertThat(client.send(post("{}")).response().status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotAskForABodyThatItWillRefuse() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(
                    "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n");

            assertProblem(client.response(), 413, "too-large");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void refusesAnotherExpectation() throws IOException {
        assertProblem(server.send(post("{}", "Expect: cheese")), 417, "expectation");
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        try (RawClient client = server.connect()) {
            Response response = client.send(request("HEAD", "/livez", "")).response(false);

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("content-length")).isEqualTo("6");
            assertThat(client.send(request("GET", "/livez", "")).response().body())
                    .isEqualTo("alive\n");
        }
    }

    @Test
    void saysThatThereIsNoSuchPath() throws IOException {
        assertProblem(server.send(request("GET", "/v2/decide", "")), 404, "not-found");
        assertProblem(server.send(request("GET", "/../../etc/passwd", "")), 404, "not-found");
        assertProblem(server.send(request("GET", "/v1/%64ecide", "")), 404, "not-found");
        assertProblem(server.send(request("POST", "/v1/decide/", "{}")), 404, "not-found");
        assertProblem(server.send(request("GET", "*", "")), 404, "not-found");
    }

    @Test
    void saysWhichMethodsAPathHas() throws IOException {
        Response response = server.send(request("GET", "/v1/decide", ""));

        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.header("allow")).isEqualTo("OPTIONS, POST");
        assertThat(server.send(request("DELETE", "/livez", "")).header("allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(server.send(request("BREW", "/livez", "")).status()).isEqualTo(405);
    }

    @Test
    void takesTheAbsoluteFormAndAQuery() throws IOException {
        assertThat(server.send(request("GET", "http://localhost/livez?x=1", "")).status())
                .isEqualTo(200);
        assertThat(server.send(request("POST", "/v1/decide?debug", "{}")).status())
                .isEqualTo(200);
    }

    @Test
    void refusesABodyThatIsAnnouncedTooLarge() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n");

            assertProblem(client.response(), 413, "too-large");
        }
    }

    @Test
    void refusesABodyThatGrowsTooLargeChunkByChunk() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 17; i++) {
                client.send(chunk);
            }

            Response response = client.response();
            assertProblem(response, 413, "too-large");
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void goesOnAfterASmallBodyThatItRefused() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(request("POST", "/nowhere", "x".repeat(60_000)) + post("{}"));

            assertProblem(client.response(), 404, "not-found");
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void refusesALongRequestLineAndLongHeaders() throws IOException {
        assertProblem(server.send(request("GET", "/" + "x".repeat(9_000), "")), 414, "path-too-long");
        assertProblem(
                server.send(request("GET", "/livez", "", "X-Long: " + "x".repeat(17_000))), 431, "headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ff\u00fe\r\n\r\n",
                "GET\r\n\r\n",
                "GET /livez HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /livez SMTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /livez HTTP/1.1\r\nHost: localhost\r\nBroken header\u0000: x\r\n\r\n",
                "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1x\r\n\r\n",
                "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n1",
                "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/decide HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n"
            })
    void answersWhatIsNotHttpWithAProblem(String request) throws IOException {
        try (RawClient client = server.connect()) {
            Response response = client.send(request).response();

            assertProblem(response, 400, "unreadable");
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void refusesHttp11WithoutAHost() throws IOException {
        assertProblem(server.send("GET /livez HTTP/1.1\r\n\r\n"), 400, "unreadable");
    }

    @Test
    void closesWhenTheCallerGoesAwayHalfWay() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("POST /v1/decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{\"a\"");
            client.endOutput();

            assertThat(client.isClosed()).isTrue();
        }
        assertThat(server.send(post("{}")).status()).isEqualTo(200);
    }

    @Test
    void saysNothingOfAFailureWithin() throws IOException {
        Response response = server.send(post("{\"fail\":true}"));

        assertProblem(response, 500, "failed");
        assertThat(response.body()).doesNotContain("Illegal", "asked to fail");
    }

    @Test
    void refusesToListenBeyondLoopbackWithoutKeys() {
        Backend backend = new Backend(recorder -> (b, o, l, s, g, r) -> {}, List.of(), () -> null);

        assertThatThrownBy(() -> Server.start(TestServer.SETTINGS.withHost("0.0.0.0"), backend, server.metrics))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("without keys");
    }

    @Test
    void saysThatAPortIsTaken() {
        Backend backend = new Backend(recorder -> (b, o, l, s, g, r) -> {}, List.of(), () -> null);

        assertThatThrownBy(
                        () -> Server.start(TestServer.SETTINGS.withPort(server.server.port()), backend, server.metrics))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.server.port());
    }

    static void assertProblem(Response response, int status, String type) {
        assertThat(response.status()).as(response.body()).isEqualTo(status);
        assertThat(response.header("content-type")).isEqualTo("application/problem+json");
        assertThat(response.body()).contains("\"type\":\"/problems/" + type + "\"", "\"status\":" + status);
    }
}
