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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    private static final Path PACK = Path.of("..", "rules", "minimal");
    private static final String CALL = """
            {"userId":"nobody","channel":"web","placements":["home.hero"],"timeoutMs":5000}""";

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
    void listensToGlobalPrivacyControl() throws Exception {
        try (Engine engine = start(0)) {
            send(engine.port(), "PUT", "/v1/profiles/c-1", """
                    {"attributes":{"segment":"retail","balance":9000},"consent":{"marketing":true}}""");
            HttpRequest.Builder call = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + engine.port() + "/v1/decide"))
                    .POST(HttpRequest.BodyPublishers.ofString(CALL.replace("nobody", "c-1")));

            HttpResponse<String> with = HttpClient.newHttpClient()
                    .send(call.copy().header("Sec-GPC", "1").build(), HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> without =
                    HttpClient.newHttpClient().send(call.build(), HttpResponse.BodyHandlers.ofString());

            assertThat(with.body()).contains("\"reason\":\"NO_CONSENT\"");
            assertThat(without.body()).contains("\"action\":\"savings-plan\"");
            assertThat(send(engine.port(), "GET", "/.well-known/gpc.json", "").body())
                    .isEqualTo("{\"gpc\":true}");
        }
    }

    @Test
    void aProfilePutOverHttpIsSeenByTheNextDecisionAndExplainedAfterwards() throws Exception {
        try (Engine engine = start(0)) {
            String profile = """
                    {"attributes":{"segment":"retail","balance":9000},"consent":{"marketing":true}}""";

            assertThat(send(engine.port(), "PUT", "/v1/profiles/c-1", profile).statusCode())
                    .isBetween(200, 201);
            String answer = send(
                            engine.port(),
                            "POST",
                            "/v1/decide",
                            CALL.replace("nobody\"", "c-1\",\"consent\":{\"marketing\":true}"))
                    .body();
            assertThat(answer).contains("\"action\":\"savings-plan\"");

            String id = answer.replaceAll(".*\"decisionId\":\"([^\"]+)\".*", "$1");
            assertThat(send(engine.port(), "GET", "/v1/decisions/" + id, "").body())
                    .contains(
                            "\"considered\"",
                            "\"consent\":{\"marketing\":{\"status\":\"granted\"",
                            "\"purposes\":{\"marketing\":{\"from\":\"profile\"",
                            "more than 5,000 on the current account",
                            "Money that earns nothing");
        }
    }

    @Test
    void aWarmUpReadsWhoIsThereAndLeavesNoTrace() throws Exception {
        try (Engine engine = start(0)) {
            send(engine.port(), "PUT", "/v1/profiles/somebody", "{\"attributes\":{\"balance\":6000}}");
            assertThat(engine.profiles().someUserIds(10)).containsExactly("somebody");

            assertThat(send(engine.port(), "POST", "/v1/pack/reload", "").statusCode())
                    .isEqualTo(200);

            String metrics = send(engine.port(), "GET", "/metrics", "").body();
            assertThat(metrics.lines().filter(line -> line.startsWith("kairos_decision")))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith(" 0.0") || line.endsWith(" 0"));
        }
        try (Stream<Path> files = Files.walk(data.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("warm-up");
            }
        }
    }

    @Test
    void reloadsThePackAllOrNothing() throws Exception {
        Path folder = copyOfPack();
        try (Engine engine = Engine.start(folder, PackLoader.load(folder).orThrow(), data.resolve("data"), config(0))) {
            String before = engine.pack().version();

            Files.writeString(folder.resolve("rules/broken.drl"), "rule \"X\" when Moment( segmnt == \"a\" ) then end");
            HttpResponse<String> refused = send(engine.port(), "POST", "/v1/pack/reload", "");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("rules/broken.drl", "segment");
            assertThat(engine.pack().version()).isEqualTo(before);

            Files.writeString(
                    folder.resolve("rules/broken.drl"),
                    "rule \"X\" when Moment() then decision.propose(\"savings-plan\"); end");
            assertThat(send(engine.port(), "POST", "/v1/pack/reload", "").statusCode())
                    .isEqualTo(200);
            assertThat(engine.pack().version()).isNotEqualTo(before);
            assertThat(post(engine.port()).body()).contains(engine.pack().version(), "\"reason\":\"NO_CONSENT\"");
        }
    }

    @Test
    void aPackWhoseSchemaTheStoreCannotFollowIsRefused() throws Exception {
        Path folder = copyOfPack();
        try (Engine engine = Engine.start(folder, PackLoader.load(folder).orThrow(), data.resolve("data"), config(0))) {
            Files.writeString(folder.resolve("schema.yaml"), "person:\n  segment: keyword\n  balance: instant\n");
            Files.writeString(folder.resolve("rules/savings.drl"), "");

            HttpResponse<String> refused = send(engine.port(), "POST", "/v1/pack/reload", "");

            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("schema.yaml", "balance");
            assertThat(post(engine.port()).statusCode()).isEqualTo(200);
        }
    }

    private Path copyOfPack() throws IOException {
        Path folder = data.resolve("pack");
        try (Stream<Path> files = Files.walk(PACK)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(PACK.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return folder;
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
        return send(port, "POST", "/v1/decide", CALL);
    }

    private static HttpResponse<String> send(int port, String method, String path, String body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
