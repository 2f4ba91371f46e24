package dev.kairos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.http.ServerSettings;
import dev.kairos.pack.PackLoader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    private static final Path PACK = Path.of("..", "rules", "minimal");
    private static final String CALL = """
            {"userId":"nobody","channel":"web","placements":["home.hero"]}""";

    @TempDir
    Path data;

    @Test
    void decidesOverHttpAndStopsCleanly() throws Exception {
        int port;
        try (Engine engine = start(0)) {
            port = engine.port();

            HttpResponse<String> answer = post(port);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"fragment\":\"frag-welcome\"", "\"reason\":\"NO_PROPOSAL\"");
        }
        assertThatThrownBy(() -> post(port)).isInstanceOf(IOException.class);
    }

    @Test
    void startsAgainOnTheSameData() {
        start(0).close();

        start(0).close();
    }

    @Test
    void letsGoOfEverythingWhenThePortIsTaken() {
        try (Engine first = start(0)) {
            Path other = data.resolve("other");

            assertThatThrownBy(() -> Engine.start(PACK, PackLoader.load(PACK).orThrow(), other, config(first.port())))
                    .hasMessageContaining("cannot listen");

            Engine.start(PACK, PackLoader.load(PACK).orThrow(), other, config(0))
                    .close();
        }
    }

    private Engine start(int port) {
        return Engine.start(PACK, PackLoader.load(PACK).orThrow(), data.resolve("data"), config(port));
    }

    private static Config config(int port) {
        return new Config(
                ServerSettings.DEFAULT.withPort(port),
                Config.DEFAULT.decide(),
                Config.DEFAULT.store(),
                Config.DEFAULT.decisionLog());
    }

    private static HttpResponse<String> post(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/decide"))
                                .POST(HttpRequest.BodyPublishers.ofString(CALL))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
