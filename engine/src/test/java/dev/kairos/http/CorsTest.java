package dev.kairos.http;

import static dev.kairos.http.RawClient.post;
import static dev.kairos.http.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.http.RawClient.Response;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CorsTest {

    /** Whether it is HTTP/2 that is spoken. */
    boolean http2() {
        return false;
    }

    private static final String ORIGIN = "Origin: https://shop.example.com";
    private static final String ASKS = "Access-Control-Request-Method: POST";

    @Test
    void letsPagesOfAnyOriginDecideUnlessToldOtherwise() throws IOException {
        try (TestServer server = TestServer.start().over(http2())) {
            Response preflight = server.send(request("OPTIONS", "/v1/decide", "", ORIGIN, ASKS));
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(preflight.header("access-control-max-age")).isEqualTo("7200");
            assertThat(preflight.header("access-control-allow-headers")).contains("Authorization", "Content-Type");

            Response response = server.send(post("{}", ORIGIN));
            assertThat(response.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(response.header("timing-allow-origin")).isEqualTo("*");
            assertThat(response.header("access-control-expose-headers"))
                    .contains("ETag", "Retry-After", "Server-Timing");
            assertThat(response.headers()).doesNotContainKey("access-control-allow-credentials");
        }
    }

    @Test
    void letsAPageReadProblems() throws IOException {
        try (TestServer server = TestServer.start(TestServer.SETTINGS.withKeys(TestServer.KEYS), List.of())
                .over(http2())) {
            Response response = server.send(post("{}", ORIGIN));

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.header("access-control-allow-origin")).isEqualTo("*");
        }
    }

    @Test
    void letsOnlyTheConfiguredOrigins() throws IOException {
        ServerSettings settings = TestServer.SETTINGS.withCorsOrigins(List.of("https://shop.example.com"));
        try (TestServer server = TestServer.start(settings, List.of()).over(http2())) {
            Response allowed = server.send(post("{}", ORIGIN));
            assertThat(allowed.header("access-control-allow-origin")).isEqualTo("https://shop.example.com");
            assertThat(allowed.header("vary")).isEqualTo("Origin");

            Response other = server.send(post("{}", "Origin: https://evil.example.com"));
            assertThat(other.status()).isEqualTo(200);
            assertThat(other.headers()).doesNotContainKey("access-control-allow-origin");
            assertThat(other.header("vary")).isEqualTo("Origin");
        }
    }

    @Test
    void letsNoPageAtWhatNeedsASecretKey() throws IOException {
        try (TestServer server = TestServer.start().over(http2())) {
            Response preflight =
                    server.send(request("OPTIONS", "/metrics", "", ORIGIN, "Access-Control-Request-Method: GET"));

            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(preflight.headers()).doesNotContainKey("access-control-allow-origin");
            assertThat(server.send(request("GET", "/metrics", "", ORIGIN)).headers())
                    .doesNotContainKey("access-control-allow-origin");
        }
    }
}
