package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaticFileTest {

    /** Whether it is HTTP/2 that is spoken. */
    boolean http2() {
        return false;
    }

    private static final String POLICY = "default-src 'self'";
    private static final String PAGE = "<!doctype html><title>Página</title>";

    private TestServer server;

    @BeforeAll
    void start() {
        StaticFile page = file("index.html", PAGE, Map.of("content-security-policy", POLICY));
        StaticFile script = file("app.mjs", "export {};", Map.of("cache-control", "public, max-age=60"));
        server = TestServer.start(
                        TestServer.SETTINGS.withKeys(TestServer.KEYS),
                        List.of(Route.file("/", page), Route.file("/site/app.mjs", script)))
                .over(http2());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void isServedWithItsTypeItsHeadersAndNoKey() throws IOException {
        RawClient.Response page = get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).isEqualTo(PAGE);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("content-security-policy")).isEqualTo(POLICY);
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("cache-control")).isEqualTo("no-cache");
        assertThat(page.header("etag")).matches("\"[0-9a-f]{16}\"");
    }

    @Test
    void mayBeKeptWhereItsOwnerSaysSo() throws IOException {
        RawClient.Response script = get("/site/app.mjs?v=1");

        assertThat(script.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(script.header("cache-control")).isEqualTo("public, max-age=60");
    }

    @Test
    void isNotSentAgainToWhoeverHasIt() throws IOException {
        String etag = get("/").header("etag");

        for (String has : List.of(etag, "W/" + etag, "\"other\", " + etag, "*")) {
            try (TestClient client = server.client()) {
                RawClient.Response again = client.send(RawClient.request("GET", "/", "", "If-None-Match: " + has))
                        .response();
                assertThat(again.status()).as(has).isEqualTo(304);
                assertThat(again.header("etag")).isEqualTo(etag);
                assertThat(again.header("content-security-policy")).isEqualTo(POLICY);
                assertThat(again.header("content-length")).isNull();
                // The connection goes on, and does not remember what was asked before.
                assertThat(client.send(RawClient.request("GET", "/", ""))
                                .response()
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0123456789abcdef\"", "nonsense", "\"", ","})
    void isSentToWhoeverHasSomethingElse(String has) throws IOException {
        RawClient.Response page = server.send(RawClient.request("GET", "/", "", "If-None-Match: " + has));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).isEqualTo(PAGE);
    }

    @Test
    void hasALengthButNoBodyForHead() throws IOException {
        try (TestClient client = server.client()) {
            RawClient.Response head =
                    client.send(RawClient.request("HEAD", "/", "")).response(false);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-length")).isEqualTo("" + PAGE.getBytes(StandardCharsets.UTF_8).length);
            assertThat(head.header("etag")).isEqualTo(get("/").header("etag"));
            assertThat(client.send(RawClient.request("GET", "/", "")).response().body())
                    .isEqualTo(PAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/site/",
                "/site",
                "//",
                "/site/app.mjs/",
                "/site/../site/app.mjs",
                "/site/%2e%2e/site/app.mjs",
                "/site/./app.mjs",
                "/site//app.mjs",
                "/site%2fapp.mjs",
                "/site/..%2f..%2f..%2fetc%2fpasswd",
                "/../../../etc/passwd",
                "/site\\app.mjs",
                "/site/app.mjs%00"
            })
    void isAtItsPathOnly(String path) throws IOException {
        assertThat(get(path).status()).as(path).isEqualTo(404);
    }

    @Test
    void isNotToBeChanged() throws IOException {
        RawClient.Response refused = server.send(RawClient.request("POST", "/site/app.mjs", "{}"));

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void aFileWithoutAKnownTypeIsAMistakeOfTheBuild() {
        assertThatThrownBy(() -> file("logo.bmp", "", Map.of())).hasMessage("no media type is known for logo.bmp");
        assertThatThrownBy(() -> StaticFile.ofResource("/no/such.css", Map.of()))
                .hasMessage("the build has left out /no/such.css");
    }

    private static StaticFile file(String name, String body, Map<String, String> headers) {
        return StaticFile.of(name, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private RawClient.Response get(String path) throws IOException {
        return server.send(RawClient.request("GET", path, ""));
    }
}
