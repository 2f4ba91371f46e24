package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** OpenFeature's OFREP providers, as they are published, against a server with keys; by the snippets of the guide. */
@DisabledOnOs(OS.WINDOWS)
class OpenFeatureTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path GUIDE = Path.of("..", "..", "docs", "clients", "openfeature.md");
    private static final Path THIS = Path.of("src", "test", "java", "dev", "kairos", "clients", "OpenFeatureTest.java");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String KEY = "write-key";

    @TempDir
    Path dir;

    private ServedPack server;

    @BeforeEach
    void start() throws IOException {
        server = new ServedPack(writePack(dir.resolve("pack")), dir).withKeys(KEY, "secret-key");
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPageGetsItsFlags() throws Exception {
        try (NodeScript page = NodeScript.start("openfeature.mjs", server.url(), KEY)) {
            JsonNode first = page.next();
            assertThat(first.at("/hero/value").textValue()).as("%s", first).isEqualTo("frag-hero");
            assertThat(first.at("/hero/reason").textValue()).isEqualTo("STATIC");
            assertThat(first.at("/hero/flagMetadata/reason").textValue()).isEqualTo("NO_PROPOSAL");
            assertThat(first.path("calls")).hasToString("[{\"status\":200,\"tag\":null}]");

            // The trap: the provider sends the tag of the answer before its context changed.
            JsonNode changed = page.next();
            assertThat(changed.at("/calls/0/tag").textValue()).isNotEmpty();
            assertThat(changed.at("/calls/0/status").intValue()).isEqualTo(200);
            assertThat(changed.at("/hero/value").textValue()).isEqualTo("frag-basket");
            assertThat(changed.at("/hero/variant").textValue()).isEqualTo("basket");
            assertThat(changed.at("/hero/reason").textValue()).isEqualTo("TARGETING_MATCH");

            JsonNode same = page.next();
            assertThat(same.at("/calls/0/status").intValue()).isEqualTo(304);
            assertThat(same.path("hero")).isEqualTo(changed.path("hero"));

            JsonNode other = page.next();
            assertThat(other.at("/calls/0")).hasToString("{\"status\":200,\"tag\":null}");
            assertThat(other.at("/hero/value").textValue()).isEqualTo("frag-hero");

            assertThat(page.next().path("step").textValue()).isEqualTo("reload");
            Files.writeString(dir.resolve("pack/catalogue.yaml"), CATALOGUE.replace("frag-hero", "frag-new"));
            assertThat(server.post("/v1/pack/reload", "").statusCode()).isEqualTo(200);
            page.say("reloaded");
            JsonNode reloaded = page.next();
            assertThat(reloaded.at("/hero/value").textValue()).isEqualTo("frag-new");
            JsonNode quiet = page.next();
            assertThat(quiet).hasToString("{\"step\":\"quiet\",\"troubles\":[],\"foreign\":[]}");
            assertImpression(first.at("/hero/flagMetadata/decisionId").textValue());

            assertThat(page.next().path("step").textValue()).isEqualTo("stop");
            server.stop();
            page.say("stopped");
            JsonNode without = page.next();
            assertThat(without.at("/hero/value").textValue()).isEqualTo("our-own-hero");
            assertThat(without.at("/hero/reason").textValue()).isEqualTo("ERROR");
        }
    }

    @Test
    void aServerGetsItsFlags() throws Exception {
        FlagEvaluationDetails<String> hero = asInTheGuide(server.url(), KEY, PATIENCE);

        assertThat(hero.getValue()).isEqualTo("frag-hero");
        assertThat(hero.getReason()).isEqualTo("STATIC");
        assertThat(hero.getFlagMetadata().getBoolean("fallback")).isTrue();

        FlagEvaluationDetails<String> targeted = evaluate(
                "home.hero",
                new MutableContext("c-42")
                        .add("basketValue", 500.0)
                        .add("seenAt", Instant.EPOCH.toString())
                        .add("visits", 3));
        assertThat(targeted.getValue()).isEqualTo("frag-basket");
        assertThat(targeted.getVariant()).isEqualTo("basket");
        assertThat(targeted.getReason()).isEqualTo("TARGETING_MATCH");
        assertThat(targeted.getFlagMetadata().getString("token")).isNotEmpty();
        assertThat(targeted.getFlagMetadata().getInteger("ttl")).isEqualTo(300);

        FlagEvaluationDetails<String> unknown = evaluate("home.nowhere", new MutableContext("c-42"));
        assertThat(unknown.getValue()).isEqualTo("default");
        assertThat(unknown.getErrorCode()).isEqualTo(ErrorCode.FLAG_NOT_FOUND);
        FlagEvaluationDetails<String> nobody = evaluate("home.hero", new MutableContext());
        assertThat(nobody.getValue()).isEqualTo("default");
        assertThat(nobody.getErrorCode()).isNotNull();
        assertThat(asInTheGuide(server.url(), "another-key", PATIENCE).getValue())
                .isEqualTo("our-own-hero");

        server.stop();
        assertThat(evaluate("home.hero", new MutableContext("c-42")).getValue()).isEqualTo("default");
    }

    @Test
    void theGuideHasWhatIsRunHere() throws IOException {
        String guide = Files.readString(GUIDE);
        String shown = guide.substring(guide.indexOf("```java\n") + 8);

        String run = Files.readString(THIS).split("// guide\n")[1];
        assertThat(run.stripIndent().strip())
                .isEqualTo(shown.substring(0, shown.indexOf("```")).strip());
    }

    private static FlagEvaluationDetails<String> asInTheGuide(String url, String key, Duration timeout) {
        // guide
        OpenFeatureAPI api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(OfrepProvider.constructProvider(OfrepProviderOptions.builder()
                .baseUrl(url)
                .headers(ImmutableMap.of("Authorization", ImmutableList.of("Bearer " + key)))
                .connectTimeout(Duration.ofSeconds(1))
                .requestTimeout(timeout)
                .build()));

        EvaluationContext customer =
                new MutableContext("c-42").add("channel", "app").add("page", "/home");
        FlagEvaluationDetails<String> hero = api.getClient().getStringDetails("home.hero", "our-own-hero", customer);
        // guide
        return hero;
    }

    private static FlagEvaluationDetails<String> evaluate(String flag, EvaluationContext context) {
        return OpenFeatureAPI.getInstance().getClient().getStringDetails(flag, "default", context);
    }

    /** Sent by the page; whoever waits for a touchpoint has waited for those before it. */
    private void assertImpression(String decisionId) throws Exception {
        server.post("/v1/track?wait=applied", "{\"userId\":\"c-42\",\"event\":\"Waited\",\"messageId\":\"w-1\"}");
        JsonNode journey = JSON.readTree(server.get("/v1/journeys/c-42").body());
        List<JsonNode> impressions = new ArrayList<>();
        journey.path("path").forEach(step -> {
            if (step.path("outcome").asText().equals("impression")) {
                impressions.add(step);
            }
        });
        assertThat(impressions).as("%s", journey).hasSize(1);
        assertThat(impressions.get(0).path("decisionId").textValue()).isEqualTo(decisionId);
    }

    private static final String CATALOGUE = """
            groups: {offers: Offers}
            placements:
              home.hero: {fallback: frag-hero, page: /home}
              account.hero: {fallback: frag-account, page: /account/*}
            actions:
              basket: {group: offers, treatments: [{placement: home.hero, fragment: frag-basket}]}
            """;

    private static Path writePack(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("pack.yaml"), "name: flags\n");
        Files.writeString(
                folder.resolve("schema.yaml"),
                "person: {segment: keyword}\ncontext: {basketValue: decimal, seenAt: instant, visits: int}\n");
        Files.writeString(folder.resolve("catalogue.yaml"), CATALOGUE);
        Files.writeString(
                folder.resolve("rules/rules.drl"),
                "rule \"Basket\" when Moment( basketValue > 100 ) then decision.propose(\"basket\"); end\n");
        return folder;
    }
}
