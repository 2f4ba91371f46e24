package dev.kairos.http;

import static dev.kairos.http.RawClient.request;
import static dev.kairos.http.ServerTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.http.RawClient.Response;
import dev.kairos.journey.Updates;
import dev.kairos.profile.ProfileStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRoutesTest {

    /** Whether it is HTTP/2 that is spoken. */
    boolean http2() {
        return false;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            person:
              segment: keyword
              age: int
            household:
              pets: int
            company:
              industry: keyword
            """;

    @TempDir
    private Path dir;

    private Updates updates;
    private TestServer server;

    @BeforeEach
    void start() {
        updates = Updates.open(dir, SCHEMA, 1_000);
        ProfileStore store = updates.profiles();
        server = TestServer.start(
                        TestServer.SETTINGS,
                        ProfileRoutes.of(
                                store,
                                updates.intake(),
                                () -> store.layout().schema(),
                                () -> Instant.ofEpochSecond(1_700_000_000)))
                .over(http2());
    }

    @AfterEach
    void stop() {
        server.close();
        updates.close();
    }

    @Test
    void replacesReadsChangesAndErasesAProfile() throws IOException {
        assertThat(put("/v1/profiles/c-42", "{\"attributes\":{\"segment\":\"gold\",\"age\":42}}")
                        .status())
                .isEqualTo(201);
        assertThat(put("/v1/profiles/c-42", "{\"attributes\":{\"segment\":\"silver\",\"age\":43}}")
                        .status())
                .isEqualTo(204);
        assertThat(send("PATCH", "/v1/profiles/c-42", "{\"attributes\":{\"age\":null}}")
                        .status())
                .isEqualTo(204);

        JsonNode profile = JSON.readTree(get("/v1/profiles/c-42").body());
        assertThat(profile.at("/userId").asText()).isEqualTo("c-42");
        assertThat(profile.at("/attributes").toString()).isEqualTo("{\"segment\":\"silver\"}");

        assertThat(send("DELETE", "/v1/profiles/c-42", "").status()).isEqualTo(204);
        assertProblem(get("/v1/profiles/c-42"), 404, "not-found");
        assertProblem(send("DELETE", "/v1/profiles/c-42", ""), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "über ñ", "a%b", "a?b#c", "..a", "{x}", "日本", "export"})
    void takesAnyIdOnceEscaped(String id) throws IOException {
        String path =
                "/v1/profiles/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(put(path, "{\"userId\":" + JSON.writeValueAsString(id) + "}").status())
                .isEqualTo(201);

        assertThat(JSON.readTree(get(path).body()).get("userId").asText()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/profiles/%, 400",
        "/v1/profiles/%zz, 400",
        "/v1/profiles/%c3%28, 400",
        "/v1/profiles/%c0%af, 400",
        "/v1/profiles/%ed%a0%80, 400",
        "/v1/profiles/a%00b, 400",
        "/v1/profiles/.., 404",
        "/v1/profiles/%2e%2e, 404",
        "/v1/profiles/, 404",
        "/v1/profiles/a/b, 404",
        "/v1/profiles//export, 404"
    })
    void refusesPathsThatLeadNowhere(String path, int status) throws IOException {
        assertThat(get(path).status()).isEqualTo(status);
    }

    @Test
    void refusesAnIdThatIsTooLong() throws IOException {
        assertThat(get("/v1/profiles/" + "x".repeat(300)).status()).isEqualTo(400);
        assertThat(get("/v1/profiles/" + "x".repeat(600)).status()).isEqualTo(414);
    }

    @Test
    void tellsUnreadableFromNotValid() throws IOException {
        assertProblem(put("/v1/profiles/c-1", "{\"attributes\":"), 400, "unreadable");

        Response wrong = put("/v1/profiles/c-1", "{\"attributes\":{\"age\":\"x\",\"segmnt\":\"gold\"}}");
        assertProblem(wrong, 422, "not-valid");
        assertThat(JSON.readTree(wrong.body()).at("/errors/0/pointer").asText()).isEqualTo("/attributes/age");
        assertThat(JSON.readTree(wrong.body()).at("/errors/1/hint").asText()).contains("segment");
    }

    @Test
    void importsLinesAndListsTheRejectedOnes() throws IOException {
        String lines = "{\"userId\":\"c-1\",\"attributes\":{\"age\":1}}\r\n\n"
                + "{\"userId\":\"c-2\",\"attributes\":{\"age\":\"old\"}}\n"
                + "not json\n"
                + "{\"householdId\":\"h-1\",\"attributes\":{\"pets\":3}}\n"
                + "{\"userId\":\"c-1\",\"attributes\":{\"segment\":\"gold\"}}";

        Response response = send("POST", "/v1/profiles/import", lines);

        assertThat(response.header("content-type")).isEqualTo("application/x-ndjson");
        String[] out = response.body().split("\n");
        assertThat(out).hasSize(3);
        assertThat(JSON.readTree(out[0]).at("/line").asInt()).isEqualTo(3);
        assertThat(JSON.readTree(out[0]).at("/errors/0/pointer").asText()).isEqualTo("/attributes/age");
        assertThat(JSON.readTree(out[1]).at("/line").asInt()).isEqualTo(4);
        assertThat(out[2]).isEqualTo("{\"read\":5,\"created\":2,\"updated\":1,\"rejected\":2}");
        assertThat(JSON.readTree(get("/v1/profiles/c-1").body())
                        .at("/attributes")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void importsMoreThanABodyMayHave() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            lines.append("{\"userId\":\"c-").append(i % 500).append("\",\"attributes\":{\"age\":1}}\n");
        }

        assertThat(lines.length()).isGreaterThan(Limits.DEFAULT.maxBodyBytes());
        assertThat(send("POST", "/v1/profiles/import", lines.toString()).body())
                .isEqualTo("{\"read\":30000,\"created\":500,\"updated\":29500,\"rejected\":0}\n");
    }

    @Test
    void importsGzip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"userId\":\"c-9\"}\n".getBytes(StandardCharsets.UTF_8));
        }

        try (TestClient client = server.client()) {
            client.send(importHead(packed.size())).send(packed.toByteArray());
            assertThat(client.response().body()).startsWith("{\"read\":1,\"created\":1");

            client.send(importHead(5)).send("hello");
            assertProblem(client.response(), 400, "unreadable");
        }
    }

    @Test
    void goesOnWithOthersWhileTheStoreIsFull() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            lines.append("{\"userId\":\"c-").append(i).append("\"}\n");
        }
        String[] out =
                send("POST", "/v1/profiles/import", lines.toString()).body().split("\n");

        assertThat(JSON.readTree(out[out.length - 1]).get("rejected").asInt())
                .isEqualTo(out.length - 1)
                .isPositive();
        assertProblem(put("/v1/profiles/new", "{}"), 507, "store-full");
        assertThat(put("/v1/profiles/c-1", "{\"attributes\":{\"age\":5}}").status())
                .isEqualTo(204);
    }

    @Test
    void keepsWhatCameBeforeTheCallerWentAway() throws IOException {
        try (TestClient client = server.client()) {
            client.send("POST /v1/profiles/import HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                lines.append("{\"userId\":\"c-").append(i).append("\"}\n");
            }
            client.send(lines.toString());
            client.endOutput();
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(get("/livez").status()).isEqualTo(200);
    }

    private static String importHead(int length) {
        return "POST /v1/profiles/import HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: "
                + length + "\r\n\r\n";
    }

    private Response get(String path) throws IOException {
        return send("GET", path, "");
    }

    private Response put(String path, String body) throws IOException {
        return send("PUT", path, body);
    }

    private Response send(String method, String path, String body) throws IOException {
        return server.send(request(method, path, body));
    }
}
