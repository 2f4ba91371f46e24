package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.http.RawClient.Response;
import dev.kairos.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Bodies that no client would send, at the routes for touchpoints: each gets an answer or a problem document, and the
 * server goes on. A million random bytes in all come as bodies of many lengths.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTouchpointsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> REFUSALS = Set.of(400, 413, 415, 422);
    private static final byte[] VALID = utf8("""
            {"batch":[{"type":"track","event":"Ä","userId":"c-1","messageId":"m","properties":{"a":[{"b":1.5e3}],"c":null},
            "timestamp":"2026-03-08T20:00:00Z","consent":{"m":{"status":"denied"}}}],"sentAt":1773000000,"context":{}}""");

    private final Random random = new Random(20_261_123);
    private final RecordingSink sink = new RecordingSink();
    private TestServer server;
    private RawClient client;

    @BeforeAll
    void start() throws IOException {
        server = TestServer.start(
                TestServer.SETTINGS,
                TouchpointRoutes.of(sink, InstantSource.fixed(Instant.parse("2026-03-08T20:00:00Z")), new Metrics()));
        client = server.connect();
    }

    @AfterAll
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void takesTheBodyThatTheOthersAreMadeFrom() throws IOException {
        assertThat(send("/v1/batch", VALID).body()).isEqualTo("{\"success\":true}");
    }

    @Test
    void refusesAMillionRandomBytes() throws IOException {
        int sent = 0;
        while (sent < 1_000_000) {
            byte[] body = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 20_000 : 200)];
            random.nextBytes(body);
            sent += body.length;
            assertThat(answered("/v1/batch", body)).isNotEqualTo(200);
        }
        byte[] tooLarge = new byte[600_000];
        random.nextBytes(tooLarge);
        assertThat(answered("/v1/t", tooLarge)).isEqualTo(413);
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        for (int length = 0; length < VALID.length; length++) {
            assertThat(answered("/v1/events", Arrays.copyOf(VALID, length))).isNotEqualTo(200);
        }
    }

    @Test
    void bearsEveryByteChanged() throws IOException {
        for (int i = 0; i < VALID.length; i++) {
            byte[] body = VALID.clone();
            body[i] = (byte) random.nextInt(256);
            answered("/v1/batch", body);
        }
    }

    @Test
    void refusesDeepNesting() throws IOException {
        for (int depth : List.of(40, 900, 50_000)) {
            assertThat(answered("/v1/t", utf8("[".repeat(depth)))).isEqualTo(400);
            answered("/v1/t", utf8("[".repeat(depth) + "]".repeat(depth)));
            String nested = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            for (String member : List.of("properties", "traits", "context", "consent")) {
                String event = "{\"userId\":\"u\",\"event\":\"e\",\"" + member + "\":" + nested + "}";
                assertThat(answered("/v1/t", utf8(event))).isNotEqualTo(200);
            }
            assertThat(answered("/v1/t", utf8("{\"userId\":\"u\",\"event\":\"e\",\"unknown\":" + nested + "}")))
                    .isEqualTo(depth < 1_000 ? 200 : 400);
        }
    }

    @Test
    void refusesWhatIsHuge() throws IOException {
        assertThat(answered("/v1/t", utf8("{\"userId\":\"" + "x".repeat(400_000) + "\"}")))
                .isEqualTo(422);
        assertThat(answered("/v1/t", utf8("{\"" + "x".repeat(400_000) + "\":1}")))
                .isEqualTo(400);
        assertThat(answered("/v1/t", utf8("{\"userId\":" + "9".repeat(400_000) + "}")))
                .isEqualTo(400);
        assertThat(answered("/v1/t", utf8("{\"timestamp\":1e999999999,\"userId\":\"u\"}")))
                .isNotEqualTo(200);
        assertThat(answered("/v1/t", utf8(" ".repeat(400_000)))).isEqualTo(400);
        assertThat(answered("/v1/b", utf8("[" + "[],".repeat(100_000) + "[]]"))).isEqualTo(413);
    }

    @Test
    void refusesOtherCharsets() throws IOException {
        String body = new String(VALID, StandardCharsets.UTF_8);
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "IBM037", "ISO-8859-1")) {
            assertThat(answered("/v1/batch", body.getBytes(Charset.forName(charset))))
                    .isEqualTo(400);
        }
    }

    @Test
    void refusesHostileQueriesAndHeaders() throws IOException {
        for (String query :
                List.of("writeKey=%", "wait=%ff", "wait=never", "wait", "&&&=&wait=applied&wait=x", "writeKey=%00")) {
            assertThat(send("/v1/batch?" + query, VALID).status()).isIn(200, 400);
        }
        for (String header : List.of("AnonymousId: %%%", "ce-type: %ff", "ce-specversion: 9", "Content-Encoding: br")) {
            assertThat(send("/v1/events", VALID, header).status()).isIn(400, 415, 422);
        }
    }

    private int answered(String path, byte[] body) throws IOException {
        Response response = send(path, body);
        if (response.status() != 200) {
            assertThat(REFUSALS).contains(response.status());
            JsonNode problem = JSON.readTree(response.body());
            assertThat(problem.get("status").asInt()).isEqualTo(response.status());
            assertThat(response.body()).doesNotContain("Exception", "com.fasterxml", "dev.kairos", "\tat ");
        }
        return response.status();
    }

    private Response send(String path, byte[] body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream(body.length + 200);
        request.writeBytes(utf8(head + "Content-Length: " + body.length + "\r\n\r\n"));
        request.writeBytes(body);
        Response response = client.send(request.toByteArray()).response();
        if ("close".equals(response.header("connection"))) {
            client.close();
            client = server.connect();
        }
        return response;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
