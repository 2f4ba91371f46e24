package dev.kairos.http;

import static dev.kairos.http.RawClient.post;
import static dev.kairos.http.RawClient.request;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.kairos.http.RawClient.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysTest {

    /** Whether it is HTTP/2 that is spoken. */
    boolean http2() {
        return false;
    }

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(TestServer.SETTINGS.withKeys(TestServer.KEYS), List.of())
                .over(http2());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer write-key-1",
                "authorization: bearer write-key-2",
                "Authorization: Bearer secret-key-1",
                "X-API-Key: write-key-2",
                "x-api-key: secret-key-1",
                "Authorization: Basic d3JpdGUta2V5LTE6",
                "Authorization: Basic d3JpdGUta2V5LTE="
            })
    void letsAKnownKeyDecide(String header) throws IOException {
        assertThat(server.send(post("{}", header)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Other: write-key-1",
                "Authorization: Bearer write-key-",
                "Authorization: Bearer write-key-11",
                "Authorization: Bearer ",
                "Authorization: Bearer write-key-1write-key-1",
                "Authorization: write-key-1",
                "Authorization: Basic !!!",
                "X-API-Key: ",
                "X-API-Key: WRITE-KEY-1"
            })
    void refusesAnyOther(String header) throws IOException {
        Response response = server.send(post("{}", header));

        assertProblem(response, 401, "key-missing");
        assertThat(response.header("www-authenticate")).startsWith("Bearer");
        assertThat(response.body()).doesNotContain("write-key");
    }

    @Test
    void doesNotLetAWriteKeyDoMore() throws IOException {
        String basic = Base64.getEncoder().encodeToString("secret-key-1:any".getBytes(StandardCharsets.UTF_8));

        assertProblem(server.send(request("GET", "/metrics", "", "X-API-Key: write-key-1")), 403, "key-refused");
        assertThat(server.send(request("GET", "/metrics", "", "Authorization: Basic " + basic))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/openapi.yaml"})
    void asksForNoKeyWhereNoneIsNeeded(String path) throws IOException {
        assertThat(server.send(request("GET", path, "")).status()).isEqualTo(200);
    }

    @Test
    void refusesBeforeTheBodyIsSent() throws IOException {
        try (TestClient client = server.client()) {
            client.send("POST /v1/decide HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n");

            assertProblem(client.response(), 401, "key-missing");
        }
    }

    @Test
    void answersAnyHostWhenKeysProtectIt() throws IOException {
        String request = "GET /livez HTTP/1.1\r\nHost: decide.example.com\r\n\r\n";

        assertThat(server.send(request).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example.com", "localhost.evil.com", "127.0.0.1.evil.com", "[::2]", "", "10.0.0.1:80"})
    void answersOnlyLoopbackNamesWithoutKeys(String host) throws IOException {
        assumeFalse(http2() && host.isEmpty(), "malformed there");
        try (TestServer keyless = TestServer.start().over(http2())) {
            assertProblem(keyless.send("GET /v1/pack HTTP/1.1\r\nHost: " + host + "\r\n\r\n"), 403, "host-refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "127.8.9.1", "[::1]:80", "kairos.localhost"})
    void answersLoopbackNamesWithoutKeys(String host) throws IOException {
        try (TestServer keyless = TestServer.start().over(http2())) {
            assertThat(keyless.send("GET /livez HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesKeysThatAreTooWeakOrAmbiguous() {
        assertThatThrownBy(() -> new KeySet(List.of("short"), List.of())).hasMessageContaining("at least 8");
        assertThatThrownBy(() -> new KeySet(List.of("with space"), List.of())).hasMessageContaining("visible ASCII");
        assertThatThrownBy(() -> new KeySet(List.of("same-key-1"), List.of("same-key-1")))
                .hasMessageContaining("both")
                .message()
                .doesNotContain("same-key-1");
        assertThat(TestServer.KEYS.toString()).doesNotContain("key-1");
    }
}
