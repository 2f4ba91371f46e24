package dev.kairos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.http.ServerSettings;
import dev.kairos.journey.Updates;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP: what was waited for until it was applied is seen by the very next decide call; a replaced pack goes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppliedWaitTest {

    private static final String SCHEMA = """
            person:
              city: keyword
            counters:
              views: { event: Product Viewed, window: 1d }
            """;
    private static final String JOURNEYS = """
            purchase:
              entry:
                - Product Added
              stages:
                cart:
                  - {on: Order Completed, to: bought}
                bought: end
            """;
    private static final String CATALOGUE = """
            groups:
              cards: Cards
            placements:
              home.hero: { fallback: default-hero }
            actions:
              looker: { group: cards, value: 1, treatments: [ { placement: home.hero, fragment: frag-one } ] }
              fan: { group: cards, value: 1, treatments: [ { placement: home.hero, fragment: frag-two } ] }
              buyer: { group: cards, value: 1, treatments: [ { placement: home.hero, fragment: frag-cart } ] }
            """;
    private static final String RULES = """
            rule "One" when Moment( views == 1 ) then decision.propose("looker"); end
            rule "Two" when Moment( views == 2 ) then decision.propose("fan"); end
            rule "Cart" when Moment( purchaseStage == "cart" ) then decision.propose("buyer"); end
            """;

    private static final Instant FIRST =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60);
    private static final AtomicInteger EVENTS = new AtomicInteger();

    @TempDir
    private static Path dir;

    private final HttpClient client = HttpClient.newHttpClient();
    private Engine engine;

    @BeforeAll
    void start() throws IOException {
        writePack("");
        Path pack = dir.resolve("pack");
        Config config = new Config(
                ServerSettings.DEFAULT.withPort(0),
                Config.DEFAULT.decide(),
                Config.DEFAULT.store(),
                Config.DEFAULT.decisionLog());
        engine = Engine.start(pack, PackLoader.load(pack).orThrow(), dir.resolve("data"), config);
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    private static void writePack(String more) throws IOException {
        Path pack = dir.resolve("pack");
        Updates.writePack(pack, SCHEMA, JOURNEYS, RULES + more);
        Files.writeString(pack.resolve("catalogue.yaml"), CATALOGUE);
    }

    @Test
    void theNextDecisionSeesATouchpoint() throws Exception {
        for (int i = 0; i < 40; i++) {
            String id = "one-" + i;
            assertThat(decide(id)).contains("default-hero");

            send("/v1/track?wait=applied", event(id, "Product Viewed"));
            assertThat(decide(id)).contains("frag-one");
            send("/v1/track?wait=applied", event(id, "Product Viewed"));
            assertThat(decide(id)).contains("frag-two");
        }
    }

    @Test
    void theNextDecisionSeesTheStageOfAJourney() throws Exception {
        for (int i = 0; i < 40; i++) {
            String id = "stage-" + i;
            send("/v1/t?wait=applied", event(id, "Product Added"));
            assertThat(decide(id)).contains("frag-cart");
            send("/v1/events?wait=applied", "{\"batch\":[" + typed(id, "Order Completed") + "]}");
            assertThat(decide(id)).contains("default-hero");
        }
    }

    @Test
    void theNextDecisionsSeeAllOfABatch() throws Exception {
        for (int batch = 0; batch < 5; batch++) {
            String name = "batch-" + batch + "-";
            String events = IntStream.range(0, 100)
                    .mapToObj(i -> typed(name + i % 50, "Product Viewed"))
                    .collect(Collectors.joining(","));
            send("/v1/batch?wait=applied", "{\"batch\":[" + events + "]}");

            for (int i = 49; i >= 0; i--) {
                assertThat(decide(name + i)).contains("frag-two");
            }
        }
    }

    @Test
    void aPackThatWasReplacedGoesFromMemory() throws Exception {
        List<WeakReference<?>> replaced = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            replaced.addAll(reloaded(i));
        }
        reloaded(3);
        // Each event loop takes the new pack up before its next call, so each has to get one.
        for (int i = 0; i < 50; i++) {
            HttpClient another = HttpClient.newHttpClient();
            another.send(request("/v1/decide", call("nobody")), HttpResponse.BodyHandlers.ofString());
        }
        for (int i = 0; replaced.stream().anyMatch(any -> any.get() != null) && i < 50; i++) {
            System.gc();
            Thread.sleep(20);
        }

        assertThat(replaced).extracting(WeakReference::get).containsOnlyNulls();
    }

    private List<WeakReference<?>> reloaded(int number) throws Exception {
        writePack("// " + number + "\n");
        send("/v1/pack/reload", "");
        decide("nobody");
        Pack pack = engine.pack();
        return List.of(
                new WeakReference<>(pack),
                new WeakReference<>(pack.rules()),
                new WeakReference<>(pack.momentType().type()));
    }

    /** With times a millisecond apart: of two steps at the same one, which comes first does not depend on arrival. */
    private static String event(String id, String event) {
        Instant at = FIRST.plusMillis(EVENTS.getAndIncrement());
        return "{\"userId\":\"" + id + "\",\"event\":\"" + event + "\",\"timestamp\":\"" + at + "\"}";
    }

    private static String typed(String id, String event) {
        return "{\"type\":\"track\"," + event(id, event).substring(1);
    }

    private String decide(String id) throws Exception {
        return send("/v1/decide", call(id));
    }

    private static String call(String id) {
        return "{\"userId\":\"" + id + "\",\"channel\":\"web\",\"placements\":[\"home.hero\"],\"timeoutMs\":5000}";
    }

    private String send(String path, String body) throws Exception {
        HttpResponse<String> answer = client.send(request(path, body), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.port() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
