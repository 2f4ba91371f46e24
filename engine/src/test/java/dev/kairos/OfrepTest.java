package dev.kairos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.http.DecideLimits;
import dev.kairos.http.KeySet;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** OFREP over HTTP, on a whole engine with keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfrepTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL = "/ofrep/v1/evaluate/flags";
    private static final String GOLD = "{'context':{'targetingKey':'gold','page':'/home'}}";

    private final HttpClient http = HttpClient.newHttpClient();
    private Engine engine;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        ServerSettings server = ServerSettings.DEFAULT
                .withPort(0)
                .withEventLoops(1)
                .withKeys(new KeySet(List.of("write-key+1"), List.of("secret-key")));
        DecideLimits patient = new DecideLimits(Duration.ofSeconds(5), Duration.ofSeconds(5));
        Config config = new Config(server, patient, new Config.Store(1_000), Config.DEFAULT.decisionLog());
        Path pack = writePack(dir.resolve("pack"));
        engine = Engine.start(pack, PackLoader.load(pack).orThrow(), dir.resolve("data"), config);
        put("gold", "{'attributes':{'segment':'gold'},'consent':{'marketing':true}}");
        put("also-gold", "{'attributes':{'segment':'gold'},'consent':{'marketing':true}}");
        put("held", "{'attributes':{'segment':'held'}}");
        put("silent", "{'attributes':{'segment':'gold'},'anonymousIds':['a-1']}");
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @Test
    void aPlacementIsAFlagAndAFragmentItsValue() throws Exception {
        HttpResponse<String> answer = post(ALL + "/hero", GOLD);

        JsonNode flag = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("server-timing").orElseThrow()).contains("rules;dur=");
        assertThat(flag.path("key").textValue()).isEqualTo("hero");
        assertThat(flag.path("value").textValue()).isEqualTo("frag-gold");
        assertThat(flag.path("variant").textValue()).isEqualTo("gold-card");
        assertThat(flag.path("reason").textValue()).isEqualTo("TARGETING_MATCH");
        JsonNode metadata = flag.path("metadata");
        assertThat(metadata.path("reason").textValue()).isEqualTo("TARGETED");
        assertThat(metadata.path("action").textValue()).isEqualTo("gold-card");
        assertThat(metadata.path("fallback").booleanValue()).isFalse();
        assertThat(metadata.path("pack").textValue()).isEqualTo(engine.pack().version());
        assertThat(metadata.path("ttl").intValue()).isEqualTo(300);
        assertThat(metadata.path("token").textValue()).matches("[A-Za-z0-9_-]{24,}");
        assertThat(decision(metadata.path("decisionId").textValue()).statusCode())
                .isEqualTo(200);
        metadata.forEach(value -> assertThat(value.isValueNode()).isTrue());
    }

    @Test
    void reasonsAreAsNearAsOfrepsWordsCome() throws Exception {
        assertThat(reasons("gold", "hero")).containsExactly("TARGETING_MATCH", "TARGETED", "false", "frag-gold");
        assertThat(reasons("silent", "hero")).containsExactly("DISABLED", "NO_CONSENT", "true", "frag-hero");
        assertThat(reasons("nobody", "hero")).containsExactly("STATIC", "NO_PROPOSAL", "true", "frag-hero");
        assertThat(reasons("held", "hero")).containsExactly("SPLIT", "HOLDOUT", "true", "frag-hero");
    }

    @Test
    void allFlagsOfAPageAreOneDecisionWithNoActionTwice() throws Exception {
        HttpResponse<String> answer = post(ALL, GOLD);

        JsonNode all = JSON.readTree(answer.body());
        assertThat(keys(all)).containsExactly("hero", "side");
        assertThat(all.at("/flags/0/variant").textValue()).isEqualTo("gold-card");
        assertThat(all.at("/flags/1/reason").textValue()).isEqualTo("STATIC");
        assertThat(all.at("/flags/1/metadata/reason").textValue()).isEqualTo("OUTRANKED");
        assertThat(all.at("/flags/1/metadata/decisionId")).isEqualTo(all.at("/metadata/decisionId"));
        assertThat(all.at("/metadata/degraded").booleanValue()).isFalse();
        assertThat(all.at("/eventStreams/0/type").textValue()).isEqualTo("sse");
        assertThat(all.at("/eventStreams/0/endpoint/requestUri").textValue())
                .isEqualTo("/ofrep/v1/events?writeKey=write-key%2B1");
    }

    @Test
    void askedForAllItAnswersWhatTheChannelHasOnThePage() throws Exception {
        assertThat(keys("'channel':'app'")).containsExactly("hero", "card");
        assertThat(keys("'page':'/account/cards'")).containsExactly("hero", "side", "account");
        assertThat(keys("'page':'/elsewhere'")).containsExactly("side");
        assertThat(keys("'page':7,'placements':['card','none']")).containsExactly("card", "none");
        assertThat(keys("'channel':'kiosk','page':'/elsewhere'")).isEmpty();
    }

    @Test
    void namesAPlacementThatThereIsNotAmongThoseThatThereAre() throws Exception {
        JsonNode all = JSON.readTree(post(ALL, "{'context':{'targetingKey':'gold','placements':['<b>\\\\','side']}}")
                .body());

        assertThat(all.at("/flags/0/key").textValue()).isEqualTo("<b>\\");
        assertThat(all.at("/flags/0/errorCode").textValue()).isEqualTo("FLAG_NOT_FOUND");
        assertThat(all.at("/flags/1/value").textValue()).isEqualTo("frag-gold");
    }

    @Test
    void whoHasTheAnswerIsToldSoWithoutATrace() throws Exception {
        HttpResponse<String> first = post(ALL, GOLD);
        String tag = first.headers().firstValue("etag").orElseThrow();
        long decisions = decisions();

        for (String has : List.of(tag, tag.substring(2), "\"other\", " + tag)) {
            HttpResponse<String> again = post(ALL, GOLD, "If-None-Match", has);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.headers().firstValue("etag")).hasValue(tag);
        }
        assertThat(decisions()).isEqualTo(decisions);

        assertThat(post(ALL, GOLD, "If-None-Match", "*").statusCode()).isEqualTo(200);
        assertThat(post(ALL, GOLD, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(decisions()).isEqualTo(decisions + 2);
        String kept = JSON.readTree(first.body()).at("/metadata/decisionId").textValue();
        assertThat(decision(kept).statusCode()).isEqualTo(200);
    }

    /** OFREP's provider for pages sends the last answer's tag when its context has changed meanwhile. */
    @Test
    void aTagOfBeforeAChangeOfContextIsNotThatOfAfterIt() throws Exception {
        String tag = tagOf("'targetingKey':'nobody'");

        for (String changed : List.of(
                "'targetingKey':'nobody','basketValue':500",
                "'targetingKey':'nobody','page':'/elsewhere'",
                "'targetingKey':'nobody','channel':'app'",
                "'targetingKey':'gold'",
                "'targetingKey':'gold','consent':{'marketing':false}")) {
            HttpResponse<String> answer = post(ALL, "{'context':{" + changed + "}}", "If-None-Match", tag);
            assertThat(answer.statusCode()).as(changed).isEqualTo(200);
            tag = answer.headers().firstValue("etag").orElseThrow();
        }
    }

    @Test
    void aTagIsNotAnotherCustomersThoughTheySeeTheSame() throws Exception {
        assertThat(tagOf("'targetingKey':'gold'")).isNotEqualTo(tagOf("'targetingKey':'also-gold'"));
        assertThat(tagOf("'targetingKey':'x'")).isNotEqualTo(tagOf("'targetingKey':'x','anonymousId':'x'"));
        assertThat(tagOf("'targetingKey':'gold'")).isEqualTo(tagOf("'targetingKey':'gold','timeoutMs':4000"));
    }

    @Test
    void aTagNoLongerHoldsWhenTheProfileHasChanged() throws Exception {
        put("changing", "{'attributes':{'segment':'gold'},'consent':{'marketing':true}}");
        String tag = tagOf("'targetingKey':'changing'");
        put("changing", "{'attributes':{'segment':'plain'}}");

        HttpResponse<String> answer = post(ALL, "{'context':{'targetingKey':'changing'}}", "If-None-Match", tag);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/flags/0/value").textValue())
                .isEqualTo("frag-hero");
    }

    @Test
    void aTargetingKeyIsAUserUnlessItIsSaidToBeAnonymous() throws Exception {
        assertThat(value("'targetingKey':'gold'")).isEqualTo("frag-gold");
        assertThat(value("'targetingKey':'a-1','consent':{'marketing':true}")).isEqualTo("frag-hero");
        assertThat(value("'targetingKey':'a-1','anonymousId':'a-1','basketValue':500"))
                .isEqualTo("frag-basket");
        assertThat(metadata("'targetingKey':'a-1','anonymousId':'a-1'")
                        .path("reason")
                        .textValue())
                .isEqualTo("NO_CONSENT");
        assertThat(metadata("'anonymousId':'a-1'").path("reason").textValue()).isEqualTo("NO_CONSENT");
        assertThat(metadata("'targetingKey':'','anonymousId':'a-1'")
                        .path("reason")
                        .textValue())
                .isEqualTo("NO_CONSENT");
    }

    @Test
    void aDryRunLeavesNoTrace() throws Exception {
        long decisions = decisions();

        JsonNode metadata = metadata("'targetingKey':'gold','dryRun':true");

        assertThat(decisions()).isEqualTo(decisions);
        assertThat(decision(metadata.path("decisionId").textValue()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysInOfrepsWordsWhatIsWrong() throws Exception {
        assertFailure(post(ALL + "/hero", "{'context'"), 400, "PARSE_ERROR", "hero");
        assertFailure(post(ALL + "/hero", "[]"), 400, "PARSE_ERROR", "hero");
        assertFailure(post(ALL, "{'context':{'targetingKey':'a','targetingKey':'b'}}"), 400, "PARSE_ERROR", null);
        assertFailure(post(ALL, "{'context':{'targetingKey':'a'},'context':{}}"), 400, "PARSE_ERROR", null);
        assertFailure(post(ALL + "/hero", "{}"), 400, "INVALID_CONTEXT", "hero");
        assertFailure(post(ALL, "{'context':7}"), 400, "INVALID_CONTEXT", null);
        assertFailure(post(ALL, "{'context':{'targetingKey':'a','basketValue':'much'}}"), 400, "INVALID_CONTEXT", null);
        assertFailure(post(ALL, "{'context':{'targetingKey':7}}"), 400, "INVALID_CONTEXT", null);
        assertFailure(post(ALL, "{'context':{'targetingKey':'a','consent':{'x':true}}}"), 400, "INVALID_CONTEXT", null);
        assertFailure(post(ALL, "{'context':{}}"), 400, "TARGETING_KEY_MISSING", null);
        assertFailure(post(ALL + "/hero", "{'context':{'page':'/'}}"), 400, "TARGETING_KEY_MISSING", "hero");
        assertFailure(post(ALL + "/none", GOLD), 404, "FLAG_NOT_FOUND", "none");
        assertFailure(post(ALL, GOLD, "Content-Type", "application/xml"), 415, "GENERAL", null);
        assertFailure(send(ALL, GOLD, "no-such-key"), 401, "GENERAL", null);
        assertThat(post(ALL, "{'context':{'targetingKey':'a','basketValue':'much'}}")
                        .body())
                .contains("/context/basketValue: Must be a number.");
    }

    @Test
    void bearsWhatNobodyWouldSend() throws Exception {
        byte[] valid = json("{'context':{'targetingKey':'gold','anonymousId':'ä','page':'/','more':[{'a':null}],"
                + "'placements':['hero','x'],'consent':{'marketing':{'status':'denied'}},'tcf':'x','locale':'de-CH'}}");
        assertThat(answered(valid)).isEqualTo(200);
        Random random = new Random(20_261_123);
        for (int length = 0; length < valid.length; length++) {
            assertThat(answered(Arrays.copyOf(valid, length))).isEqualTo(400);
            byte[] changed = valid.clone();
            changed[length] = (byte) random.nextInt(256);
            answered(changed);
            byte[] noise = new byte[1 + random.nextInt(300)];
            random.nextBytes(noise);
            assertThat(answered(noise)).isEqualTo(400);
        }
        for (int depth : List.of(40, 100_000)) {
            assertThat(answered(json("{'context':" + "{'a':".repeat(depth) + "1" + "}".repeat(depth) + "}")))
                    .isEqualTo(400);
        }
        assertThat(answered(json("{'context':{'targetingKey':'" + "x".repeat(1_000_000) + "'}}")))
                .isEqualTo(400);
        assertThat(answered(json("{'context':{'placements':[" + "'a',".repeat(200_000) + "'a']}}")))
                .isEqualTo(400);
        assertThat(answered(new byte[1_100_000])).isEqualTo(413);
    }

    private int answered(byte[] body) throws Exception {
        HttpResponse<String> answer = send(
                ALL, HttpRequest.BodyPublishers.ofByteArray(body), "write-key+1", "Content-Type", "application/json");
        if (answer.statusCode() != 200) {
            assertThat(JSON.readTree(answer.body()).path("errorCode").textValue())
                    .isNotEmpty();
            assertThat(answer.body()).doesNotContain("Exception", "dev.kairos", "com.fasterxml");
        }
        return answer.statusCode();
    }

    private static void assertFailure(HttpResponse<String> answer, int status, String code, String key)
            throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode failure = JSON.readTree(answer.body());
        assertThat(failure.path("errorCode").textValue()).isEqualTo(code);
        assertThat(failure.path("errorDetails").textValue()).isNotEmpty();
        assertThat(failure.path("key").textValue()).isEqualTo(key);
    }

    private List<String> reasons(String customer, String placement) throws Exception {
        JsonNode flag = JSON.readTree(post(ALL + "/" + placement, "{'context':{'targetingKey':'" + customer + "'}}")
                .body());
        return List.of(
                flag.path("reason").asText(),
                flag.at("/metadata/reason").asText(),
                flag.at("/metadata/fallback").asText(),
                flag.path("value").asText());
    }

    private String value(String context) throws Exception {
        return JSON.readTree(
                        post(ALL + "/hero", "{'context':{" + context + "}}").body())
                .path("value")
                .textValue();
    }

    private JsonNode metadata(String context) throws Exception {
        return JSON.readTree(
                        post(ALL + "/hero", "{'context':{" + context + "}}").body())
                .path("metadata");
    }

    private List<String> keys(String context) throws Exception {
        return keys(JSON.readTree(
                post(ALL, "{'context':{'targetingKey':'gold'," + context + "}}").body()));
    }

    private static List<String> keys(JsonNode all) {
        List<String> keys = new ArrayList<>();
        all.path("flags").forEach(flag -> keys.add(flag.path("key").textValue()));
        return keys;
    }

    private String tagOf(String context) throws Exception {
        return post(ALL, "{'context':{" + context + "}}")
                .headers()
                .firstValue("etag")
                .orElseThrow();
    }

    private long decisions() throws Exception {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("kairos_decisions_total "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> decision(String id) throws Exception {
        return get("/v1/decisions/" + id);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("X-API-Key", "secret-key")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void put(String userId, String profile) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/v1/profiles/" + userId))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(json(profile)))
                        .header("X-API-Key", "secret-key")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(201, 204);
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(path, HttpRequest.BodyPublishers.ofByteArray(json(body)), "write-key+1", headers);
    }

    private HttpResponse<String> send(String path, String body, String key) throws Exception {
        return send(path, HttpRequest.BodyPublishers.ofByteArray(json(body)), key);
    }

    private HttpResponse<String> send(String path, HttpRequest.BodyPublisher body, String key, String... headers)
            throws Exception {
        HttpRequest.Builder call =
                HttpRequest.newBuilder(uri(path)).POST(body).header("Authorization", "Bearer " + key);
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        return http.send(call.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + engine.port() + path);
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Path writePack(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("pack.yaml"), "name: ofrep\n");
        Files.writeString(folder.resolve("schema.yaml"), """
                person: {segment: keyword}
                context: {basketValue: decimal}
                """);
        Files.writeString(folder.resolve("catalogue.yaml"), """
                purposes: {marketing: denied}
                groups: {offers: Offers, tests: Tests}
                placements:
                  hero: {fallback: frag-hero, pages: [/home, /account/*]}
                  side: {fallback: frag-side, channel: web}
                  card: {fallback: frag-card, channels: [app]}
                  account: {fallback: frag-account, channel: web, page: /account/*}
                actions:
                  gold-card: {group: offers, purpose: marketing, value: 100, treatments: [frag-gold]}
                  basket: {group: offers, value: 10, treatments: [{placement: hero, fragment: frag-basket}]}
                  held: {group: tests, value: 1000, treatments: [{placement: hero, fragment: frag-held}]}
                holdouts: {everybody: {groups: [tests], share: 100%}}
                """);
        Files.writeString(folder.resolve("rules/rules.drl"), """
                rule "Gold" when Moment( segment == "gold" ) then decision.propose("gold-card"); end
                rule "Basket" when Moment( basketValue > 100 ) then decision.propose("basket"); end
                rule "Held" when Moment( segment == "held" ) then decision.propose("held"); end
                """);
        return folder;
    }
}
