package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import dev.kairos.journal.JournalOptions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients that are in use out there, as their makers publish them, deliver to a server that is killed and stopped in
 * the middle: every event that they were given arrives, and counts once.
 */
@DisabledOnOs(OS.WINDOWS)
class PublishedClientsTest {

    private static final int EVENTS_AT_ONCE = Integer.getInteger("kairos.clients.events", 60);
    private static final List<String> NODE =
            List.of("segment-node", "rudderstack-node", "cloudevents-binary", "cloudevents-structured");

    /** Every client has its own; the CloudEvents SDK for Node.js makes them without a name. */
    private static final Pattern MESSAGE_ID =
            Pattern.compile("([a-z]+-[a-z]+-\\d+-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private final List<DeliveringClient> clients = new ArrayList<>();
    private ServedPack server;

    @BeforeEach
    void startEverything() throws Exception {
        server = new ServedPack(ClientsPack.writeTo(dir.resolve("pack")), dir);
        server.start();
        for (String name : NODE) {
            clients.add(new NodeClient(name, server.url()));
        }
        clients.add(new SegmentJavaClient(server.url()));
        clients.add(new RudderJavaClient(server.url()));
        clients.add(new CloudEventsJavaClient(server.url()));
    }

    @AfterEach
    void leaveNothingRunning() {
        clients.forEach(DeliveringClient::close);
        server.close();
    }

    @Test
    void deliverEveryEventOnceWhateverTheServerGoesThrough() throws Exception {
        giveEach();
        awaitTouchpoints(2 * EVENTS_AT_ONCE);
        server.kill();
        giveEach();
        server.start();
        giveEach();
        awaitTouchpoints(2 * EVENTS_AT_ONCE);
        server.stop();
        giveEach();
        server.start();
        Map<String, GivenEvents> ended = endAll();
        for (String name : ended.keySet()) {
            assertCountedOnce(name);
        }
        server.stop();

        Set<String> kept = messageIdsInTheJournal();
        ended.forEach((name, events) -> {
            assertThat(events.given()).as(name).hasSize(4 * EVENTS_AT_ONCE).doesNotHaveDuplicates();
            assertThat(events.failed()).as(name).isEmpty();
            Set<String> lost = new HashSet<>(events.given());
            lost.removeAll(kept);
            assertThat(lost).as("lost by " + name).isEmpty();
        });
    }

    /** How many, their numbers and the squares of these: if one were lost and another twice, something would not fit. */
    private void assertCountedOnce(String name) throws Exception {
        long n = 4L * EVENTS_AT_ONCE;
        // Whoever waits for a touchpoint to be applied has waited for all before it.
        HttpResponse<String> waited = server.post(
                "/v1/track?wait=applied",
                "{\"userId\":\"nobody\",\"event\":\"Waited\",\"messageId\":\"" + name + "\"}");
        assertThat(waited.statusCode()).as(waited.body()).isEqualTo(200);

        JsonNode counters = JSON.readTree(
                        server.get("/v1/profiles/" + name + "/export").body())
                .path("counters");

        assertThat(counters.path("delivered").longValue()).as(name).isEqualTo(n);
        assertThat(counters.path("sum").longValue()).as(name).isEqualTo(n * (n + 1) / 2);
        assertThat(counters.path("squares").longValue()).as(name).isEqualTo(n * (n + 1) * (2 * n + 1) / 6);
    }

    private void giveEach() throws Exception {
        for (DeliveringClient client : clients) {
            client.give(EVENTS_AT_ONCE);
        }
    }

    /** Returns in the middle of things: some have arrived, others are on their way. */
    private void awaitTouchpoints(int atLeast) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (server.counter("kairos_touchpoints_read_total") < atLeast) {
            assertThat(System.nanoTime()).as("nothing arrives").isLessThan(until);
        }
    }

    private Map<String, GivenEvents> endAll() throws Exception {
        Map<String, CompletableFuture<GivenEvents>> ending = new HashMap<>();
        for (DeliveringClient client : clients) {
            ending.put(
                    client.name(), CompletableFuture.supplyAsync(() -> end(client), work -> new Thread(work).start()));
        }
        Map<String, GivenEvents> ended = new TreeMap<>();
        for (Map.Entry<String, CompletableFuture<GivenEvents>> one : ending.entrySet()) {
            ended.put(one.getKey(), one.getValue().get(3, TimeUnit.MINUTES));
        }
        return ended;
    }

    private static GivenEvents end(DeliveringClient client) {
        try {
            return client.end();
        } catch (Exception failed) {
            throw new AssertionError(client.name(), failed);
        }
    }

    /** One may be there twice: a client that did not hear the answer sends again. */
    private Set<String> messageIdsInTheJournal() {
        Set<String> found = new HashSet<>();
        try (Journal journal = Journal.open(dir.resolve("data").resolve("journal"), JournalOptions.DEFAULT);
                JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                String record = new String(cursor.bytes(), 0, cursor.length(), StandardCharsets.ISO_8859_1);
                MESSAGE_ID.matcher(record).results().forEach(id -> found.add(id.group()));
            }
        }
        return found;
    }
}
