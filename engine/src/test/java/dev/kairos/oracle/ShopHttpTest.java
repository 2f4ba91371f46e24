package dev.kairos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kairos.Config;
import dev.kairos.Engine;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileView;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real event log goes in through HTTP as Segment's clients would send it, in batches, each of them shuffled. What the
 * profiles then hold must equal what {@link ShopOracle} and a few loops get from the file.
 */
class ShopHttpTest {

    private static final int BATCH = 500;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path folder;

    private static List<ShopEvent> events;
    private static Map<String, List<ShopEvent>> byUser;
    private static Engine engine;
    private static Schema schema;
    private static Instant sent;

    @BeforeAll
    static void send() throws Exception {
        events = ShopEvent.all();
        byUser = events.stream().collect(Collectors.groupingBy(ShopEvent::user, TreeMap::new, Collectors.toList()));
        Path packDir = packThatCountsEverything();
        Pack pack = PackLoader.load(packDir).orThrow();
        schema = pack.schema();
        Config config = new Config(
                Config.DEFAULT.server().withPort(0),
                Config.DEFAULT.decide(),
                new Config.Store(5_000),
                Config.DEFAULT.decisionLog());
        engine = Engine.start(packDir, pack, folder.resolve("data"), config);
        List<ShopEvent> inTime = new ArrayList<>(events);
        inTime.sort(Comparator.comparing(ShopEvent::at));
        Random random = new Random(51);
        sent = Instant.now();
        for (int from = 0; from < inTime.size(); from += BATCH) {
            List<ShopEvent> batch = inTime.subList(from, Math.min(inTime.size(), from + BATCH));
            Collections.shuffle(batch, random);
            post(batch, from);
        }
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    /** The shop's pack, with a counter for each event, and patient with what comes out of order. */
    private static Path packThatCountsEverything() throws IOException {
        Path target = folder.resolve("pack");
        try (var files = Files.walk(WebShopPackTest.FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(WebShopPackTest.FOLDER.relativize(file)));
            }
        }
        StringBuilder counters = new StringBuilder("counters:\n");
        for (String event : eventNames()) {
            counters.append("  %s: { event: %s, window: 3660d }\n".formatted(counter(event), event));
        }
        Path file = target.resolve("schema.yaml");
        String text = Files.readString(file);
        assertThat(text).contains("counters:\n").containsPattern("path: .*");
        Files.writeString(
                file,
                text.replace("counters:\n", counters).replaceFirst("path: .*", "path: { length: 64, lateness: 30d }"));
        return target;
    }

    private static Set<String> eventNames() {
        return events.stream().map(ShopEvent::event).collect(Collectors.toSet());
    }

    private static String counter(String event) {
        String camel = event.replace("_", "");
        return "all" + Character.toUpperCase(camel.charAt(0)) + camel.substring(1);
    }

    private static void post(List<ShopEvent> batch, int first) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode array = body.putArray("batch");
        for (int i = 0; i < batch.size(); i++) {
            ShopEvent event = batch.get(i);
            ObjectNode message = array.addObject()
                    .put("type", "track")
                    .put("messageId", "m-" + (first + i))
                    .put("userId", event.user())
                    .put("event", event.event())
                    .put("timestamp", event.at().toString());
            message.putObject("properties")
                    .put("session_id", event.session())
                    .put("platform", event.platform())
                    .put("acquisition_channel", event.channel())
                    .put("user_cohort", event.cohort())
                    .put("user_lifecycle", event.lifecycle());
        }
        body.put("sentAt", Instant.now().toString());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + engine.port() + "/v1/batch?wait=applied"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("{\"success\":true}");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void countsPerEventAreThoseOfTheFile() {
        Map<String, Long> stored = new TreeMap<>();
        byUser.forEach((user, own) -> {
            ProfileView view = view(user);
            Map<String, Long> expected =
                    own.stream().collect(Collectors.groupingBy(ShopEvent::event, Collectors.counting()));
            for (String event : eventNames()) {
                int index = schema.slot(counter(event)) - schema.firstSlot(Scope.COUNTER);
                long count = (Long) view.counter(index, System.currentTimeMillis());
                assertThat(count).as("%s of %s", event, user).isEqualTo(expected.getOrDefault(event, 0L));
                stored.merge(event, count, Long::sum);
            }
        });

        assertThat(events).hasSize(31_106);
        assertThat(stored)
                .hasSize(19)
                .isEqualTo(events.stream().collect(Collectors.groupingBy(ShopEvent::event, Collectors.counting())));
    }

    @Test
    void everyCustomerIsWhereThePlainCalculationSays() {
        Map<String, Integer> stages = new TreeMap<>();
        Map<String, Integer> expectedStages = new TreeMap<>();
        byUser.forEach((user, own) -> {
            ShopOracle expected = new ShopOracle(ShopOracle.inOrder(own), sent);
            JourneyState state = data(user).history().journeys().get("purchase");

            assertThat(state.stage()).as(user).isEqualTo(expected.stage());
            assertThat(Instant.ofEpochMilli(state.sinceMs())).as(user).isEqualTo(expected.since());
            assertThat(state.entries()).as(user).isEqualTo(expected.ways());
            stages.merge(String.valueOf(view(user).stage(0)), 1, Integer::sum);
            expectedStages.merge(String.valueOf(expected.stage()), 1, Integer::sum);
        });

        assertThat(stages).isEqualTo(expectedStages).containsKeys("purchased", "recovered", "lost");
    }

    /** By the channel that found the customer: of the carts left behind last, how many were bought within 7 days. */
    @Test
    void theTableOfAbandonedAndRecoveredIsThatOfTheFile() {
        Map<String, Map<String, Integer>> stored = new TreeMap<>();
        Map<String, Map<String, Integer>> expected = new TreeMap<>();
        byUser.forEach((user, own) -> {
            ProfileData profile = data(user);
            JourneyState state = profile.history().journeys().get("purchase");
            count(stored, String.valueOf(profile.attributes().get("foundUsBy")), state.stage());
            count(expected, own.get(0).channel(), new ShopOracle(ShopOracle.inOrder(own), sent).stage());
        });

        assertThat(stored).isEqualTo(expected).hasSize(5);
    }

    private static void count(Map<String, Map<String, Integer>> table, String row, String stage) {
        if ("recovered".equals(stage) || "lost".equals(stage)) {
            table.computeIfAbsent(row, r -> new TreeMap<>()).merge(stage, 1, Integer::sum);
        }
    }

    @Test
    void rulesHaveRememberedWhatTheNewestVisitSaid() {
        Set<String> telling = Set.of("home", "catalog", "search", "product_view", "promo_page", "account_page");
        byUser.forEach((user, own) -> {
            ShopEvent newest = own.stream()
                    .filter(event -> telling.contains(event.event()))
                    .max(Comparator.comparing(ShopEvent::at))
                    .orElseThrow();

            assertThat(data(user).attributes())
                    .as(user)
                    .containsEntry("lifecycle", newest.lifecycle())
                    .containsEntry("cohort", newest.cohort());
        });
    }

    private static ProfileData data(String user) {
        return engine.profiles().find(new ProfileKey(Kind.PERSON, user));
    }

    private static ProfileView view(String user) {
        ProfileView view = engine.profiles().layout().newView(Kind.PERSON);
        assertThat(engine.profiles().newReader().readPerson(user, null, view)).isTrue();
        return view;
    }
}
