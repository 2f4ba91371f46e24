package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientRoutesTest {

    @ParameterizedTest
    @ValueSource(strings = {"kairos.js", "kairos.mjs"})
    void servesTheScriptToAnyPageWithoutAKey(String name) throws IOException {
        try (TestServer server = TestServer.start(TestServer.SETTINGS.withKeys(TestServer.KEYS), List.of())) {
            var answer = server.send(RawClient.request("GET", "/" + name, ""));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("text/javascript; charset=utf-8");
            assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(answer.header("cache-control")).startsWith("public, max-age=600");
            assertThat(answer.header("etag")).isNotEmpty();
            assertThat(answer.body())
                    .isEqualTo(Files.readString(Path.of("..", "clients", "web", "dist", name), StandardCharsets.UTF_8));
        }
    }
}
