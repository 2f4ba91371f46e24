package dev.kairos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistakes;
import dev.kairos.pack.PackLoader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is told of one customer begins with {@code mark-}; after the erasure no file may have it. */
@Timeout(120)
class ErasureProofTest {

    private static final Path PACK = Path.of("..", "rules", "minimal");
    private static final List<Charset> FORMS =
            List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    @TempDir
    Path dir;

    private final HttpClient client = HttpClient.newHttpClient();
    private Engine engine;

    @Test
    void leavesNoByteOfACustomerInAnyFileAndNothingComesBack() throws Exception {
        Path pack = packWithText();
        start(pack);
        tell();
        String decision = decide("\"userId\":\"mark-user\",\"anonymousId\":\"mark-anon\"");
        decide("\"anonymousId\":\"mark-anon\"");
        decide("\"userId\":\"kept-user\"");
        assertThat(filesWith("mark-")).isNotEmpty();

        assertThat(send("DELETE", "/v1/profiles/mark-user", "").statusCode()).isEqualTo(204);
        while (!send("GET", "/metrics", "").body().contains("kairos_erasures_total 1.0")) {
            Thread.onSpinWait();
        }
        assertThat(send("GET", "/metrics", "").body()).contains("kairos_erasures_pending 0.0");
        assertGone(decision);
        engine.close();
        assertThat(filesWith("mark-")).isEmpty();
        assertThat(filesWith("kept-nickname")).isNotEmpty();

        start(pack);
        assertGone(decision);
        engine.close();
        delete(dir.resolve("data/profiles"));

        start(pack);
        assertGone(decision);
        engine.close();
        assertThat(filesWith("mark-")).isEmpty();
    }

    private void assertGone(String decision) throws Exception {
        assertThat(send("GET", "/v1/profiles/mark-user", "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/v1/decisions/" + decision, "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/v1/profiles/kept-user", "").body()).contains("kept-nickname");
    }

    private void tell() throws Exception {
        for (String who : List.of("mark", "kept")) {
            assertThat(send("PUT", "/v1/profiles/" + who + "-user", """
                                    {"attributes":{"nickname":"%s-nickname"},"consent":{"marketing":true}}""".formatted(who))
                            .statusCode())
                    .isBetween(200, 201);
            for (String type : List.of("track", "identify")) {
                assertThat(send("POST", "/v1/" + type + "?wait=applied", """
                                        {"type":"%2$s","messageId":"%1$s-message-%2$s","userId":"%1$s-user",
                                        "anonymousId":"%1$s-anon","event":"Page Viewed",
                                        "properties":{"page":"home","note":"%1$s-property"},
                                        "traits":{"nickname":"%1$s-nickname"}}""".formatted(who, type))
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(send("POST", "/v1/track?wait=applied", """
                                    {"type":"track","messageId":"%1$s-message-3","anonymousId":"%1$s-anon",
                                    "event":"Page Viewed","properties":{"note":"%1$s-property"}}""".formatted(who))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private String decide(String who) throws Exception {
        String page = who.contains("mark") ? "mark-page" : "kept-page";
        String answer = send("POST", "/v1/decide", """
                        {%s,"channel":"web","placements":["home.hero"],"timeoutMs":5000,"context":{"page":"%s"}}""".formatted(who, page)).body();
        return answer.replaceAll(".*\"decisionId\":\"([^\"]+)\".*", "$1");
    }

    private void start(Path pack) {
        Mistakes mistakes = new Mistakes();
        Config config = Config.read(dir.resolve("kairos.yaml"), Map.of(), mistakes);
        engine = Engine.start(
                pack, PackLoader.load(pack).orThrow(), dir.resolve("data"), Objects.requireNonNull(config));
    }

    private Path packWithText() throws IOException {
        Files.writeString(dir.resolve("kairos.yaml"), """
                server:
                  port: 0
                journal:
                  erasureDelay: 0s
                decisionLog:
                  snapshotShare: 1
                """);
        Path folder = dir.resolve("pack");
        try (Stream<Path> files = Files.walk(PACK)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(PACK.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path schema = folder.resolve("schema.yaml");
        Files.writeString(schema, Files.readString(schema).replaceFirst("person:\n", "person:\n  nickname: text\n"));
        return folder;
    }

    private List<Path> filesWith(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(dir.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (Charset form : FORMS) {
                    String wanted = new String(text.getBytes(form), StandardCharsets.ISO_8859_1);
                    if (content.contains(wanted)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + engine.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
