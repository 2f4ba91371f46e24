package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.Checkout;
import dev.kairos.Config;
import dev.kairos.Engine;
import dev.kairos.pack.PackLoader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of touchpoints into a data folder and into a server. */
class EventLoadCommandTest {

    private static final Path MINIMAL = Checkout.root().resolve("rules/minimal");
    private static final Path WEB_SHOP = Checkout.root().resolve("rules/web-shop");
    private static final String MAPPING = """
            userId: user
            event: event
            timestamp: at
            pattern: yyyy-MM-dd HH:mm:ss
            messageId: [user, event, at]
            """;

    @TempDir
    Path dir;

    private CommandRun load(String target, Path where, String... more) throws IOException {
        return load(MINIMAL, target, where.toString(), more);
    }

    private CommandRun load(Path pack, String target, String where, String... more) throws IOException {
        Path config = Files.writeString(dir.resolve("kairos.yaml"), "store: { capacity: 2000 }\n");
        List<String> arguments = new ArrayList<>(
                List.of("load", "--pack", pack.toString(), target, where, "--config", config.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void loadsIntoADataFolderAndKeepsWhatIsRejected() throws IOException {
        Path mapping = Files.writeString(dir.resolve("mapping.yaml"), MAPPING);
        Path file = Files.writeString(dir.resolve("1.csv"), rows(1_500) + ",home,2024-03-13 10:00:00\n");

        CommandRun run = load("--data", dir.resolve("data"), "--events", mapping.toString(), file.toString());

        assertThat(run.err()).contains("the rejected rows and why are in");
        assertThat(run.out()).contains("1.csv: 1,501 rows: 1,500 taken, 1 rejected");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Files.readAllLines(dir.resolve("1.csv.rejects"))).hasSize(2);
    }

    @Test
    void whatIsLoadedIsOnTheJourneyOnceHoweverOftenItIsLoaded() throws Exception {
        Path mapping = Files.writeString(dir.resolve("mapping.yaml"), MAPPING);
        Path file = Files.writeString(dir.resolve("1.csv"), """
                user,event,at
                u-1,home,2024-03-13 10:00:00
                u-1,add_to_cart,2024-03-13 10:02:00
                u-1,product_view,2024-03-13 10:01:00
                """);
        String data = dir.resolve("data").toString();

        load(WEB_SHOP, "--data", data, "--events", mapping.toString(), file.toString());
        load(WEB_SHOP, "--data", data, "--events", mapping.toString(), file.toString());
        try (Engine engine = engine(WEB_SHOP)) {
            String url = "http://127.0.0.1:" + engine.port();
            load(WEB_SHOP, "--url", url, "--events", mapping.toString(), file.toString());
            String after = "{\"userId\": \"u-2\", \"event\": \"home\"}";
            send(url + "/v1/track?wait=applied", HttpRequest.newBuilder().POST(BodyPublishers.ofString(after)));

            JsonNode journey = send(url + "/v1/journeys/u-1", HttpRequest.newBuilder());

            assertThat(journey.at("/journeys/purchase/stage").asText()).isEqualTo("lost");
            assertThat(journey.at("/path").findValuesAsText("event"))
                    .containsExactly("home", "product_view", "add_to_cart");
        }
    }

    @Test
    void loadsIntoAServerAsWell() throws IOException {
        Path mapping = Files.writeString(dir.resolve("mapping.yaml"), MAPPING);
        Path file = Files.writeString(dir.resolve("1.csv"), rows(600) + ",home,2024-03-13 10:00:00\n");
        Path bad = Files.writeString(dir.resolve("2.csv"), "user,event,at\n,home,2024-03-13 10:00:00\n");
        Path worse = Files.writeString(
                dir.resolve("3.csv"), "user,event,at\n,a,2024-03-13 10:00:00\n,b,2024-03-13 10:00:00\n");

        try (Engine engine = engine(MINIMAL)) {
            CommandRun run = CommandRun.of(
                    "load",
                    "--pack",
                    MINIMAL.toString(),
                    "--url",
                    "http://127.0.0.1:" + engine.port(),
                    "--events",
                    mapping.toString(),
                    file.toString(),
                    bad.toString(),
                    worse.toString());

            assertThat(run.err()).doesNotContain("stopped");
            assertThat(run.out())
                    .contains("1.csv: 601 rows: 600 taken, 1 rejected", "2.csv: 1 rows: 0 taken, 1 rejected")
                    .contains("3.csv: 2 rows: 0 taken, 2 rejected", "all files: 604 rows: 600 taken");
            assertThat(Files.readString(dir.resolve("3.csv.rejects"))).contains("/userId: a userId or an anonymousId");
        }
    }

    @Test
    void loadsEventsOfTheSegmentFamilyWithoutAMapping() throws IOException {
        Path file = Files.writeString(
                dir.resolve("1.ndjson"), "{\"type\":\"identify\",\"userId\":\"u-1\",\"anonymousId\":\"a-1\"}\n");

        CommandRun run = load("--data", dir.resolve("data"), "--events", "ndjson", file.toString());

        assertThat(run.out()).contains("1.ndjson: 1 rows: 1 taken, 0 rejected");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void tellsOfAMappingThatIsWrong() throws IOException {
        Path mapping = Files.writeString(dir.resolve("mapping.yaml"), "user: u\n");
        Path file = Files.writeString(dir.resolve("1.csv"), rows(1));

        CommandRun run = load("--data", dir.resolve("data"), "--events", mapping.toString(), file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("mapping.yaml:1: unknown key 'user'");
    }

    private static String rows(int count) {
        StringBuilder rows = new StringBuilder("user,event,at\n");
        for (int i = 0; i < count; i++) {
            rows.append("u-").append(i % 100).append(",e").append(i).append(",2024-03-13 10:00:00\n");
        }
        return rows.toString();
    }

    private static JsonNode send(String url, HttpRequest.Builder request) throws Exception {
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request.uri(URI.create(url)).build(), BodyHandlers.ofString())
                        .body());
    }

    private Engine engine(Path pack) {
        Config usual = Config.DEFAULT;
        Config settings = new Config(
                usual.server().withPort(0).withEventLoops(1),
                usual.decide(),
                new Config.Store(2_000),
                usual.decisionLog());
        return Engine.start(pack, PackLoader.load(pack).orThrow(), dir.resolve("data"), settings);
    }
}
