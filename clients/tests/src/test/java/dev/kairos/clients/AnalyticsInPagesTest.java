package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Segment's and RudderStack's clients for pages, as they are published, in a browser: what they are given arrives and
 * counts once, from a page of another origin, at a server with keys.
 */
@DisabledOnOs(OS.WINDOWS)
class AnalyticsInPagesTest {

    private static final int EVENTS = 20;
    private static final String KEY = "write-key";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private ServedPack server;

    private void start(String config) throws IOException {
        server = new ServedPack(ClientsPack.writeTo(dir.resolve("pack")), dir)
                .withKeys(KEY, "secret-key")
                .with(config);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"segment,batching", "segment,single", "rudderstack,batching", "rudderstack,single"})
    void deliverEachEventOnceThoughThePageIsLeft(String client, String way) throws Exception {
        start("");

        try (NodeScript page = page(client, way, KEY)) {
            JsonNode seen = page.next();
            assertThat(seen.path("foreign")).as("%s", seen).isEmpty();
            assertThat(seen.path("troubles")).as("%s", seen).isEmpty();
            awaitDelivered(client + "-" + way);
            page.say("end");
            page.rest();
        }

        JsonNode counters = counters(client + "-" + way);
        assertThat(counters.path("delivered").intValue()).isEqualTo(EVENTS);
        assertThat(counters.path("sum").intValue()).isEqualTo(EVENTS * (EVENTS + 1) / 2);
        assertThat(counters.path("squares").intValue()).isEqualTo(EVENTS * (EVENTS + 1) * (2 * EVENTS + 1) / 6);
    }

    @ParameterizedTest
    @CsvSource({"segment,batching", "rudderstack,single"})
    void deliverNothingFromAnOriginThatMayNotCall(String client, String way) throws Exception {
        start("server: {corsOrigins: [\"https://shop.example.com\"]}\n");

        try (NodeScript page = page(client, way, KEY)) {
            assertThat(page.next().path("troubles").toString()).contains("has been blocked by CORS policy");
        }
        assertThat(server.counter("kairos_touchpoints_read_total")).isZero();
    }

    @Test
    void deliverNothingWithAnotherKey() throws Exception {
        start("");

        try (NodeScript page = page("segment", "batching", "another-key")) {
            assertThat(page.next().path("answers").toString()).contains("POST /v1/b 401");
        }
        assertThat(server.counter("kairos_touchpoints_read_total")).isZero();
    }

    private NodeScript page(String client, String way, String key) {
        return NodeScript.start("analytics.mjs", client, way, server.url(), key, Integer.toString(EVENTS));
    }

    private void awaitDelivered(String userId) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int i = 0; counters(userId).path("delivered").intValue() < EVENTS; i++) {
            assertThat(System.nanoTime()).as("%s", counters(userId)).isLessThan(until);
            // Whoever waits for a touchpoint to be applied has waited for all before it.
            server.post(
                    "/v1/track?wait=applied",
                    "{\"userId\":\"nobody\",\"event\":\"Waited\",\"messageId\":\"" + userId + i + "\"}");
        }
    }

    private JsonNode counters(String userId) throws Exception {
        return JSON.readTree(server.get("/v1/profiles/" + userId + "/export").body())
                .path("counters");
    }
}
