package dev.kairos.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.decision.Decider;
import dev.kairos.decision.DeciderResources;
import dev.kairos.decision.DecisionLog;
import dev.kairos.decision.DecisionLogSettings;
import dev.kairos.decision.Playbook;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.pack.PackResult;
import dev.kairos.profile.Change;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import dev.kairos.profile.WriteResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The decide path in process, with real parts: pack, rules, a profile store and a decision log on disk. */
class DecideEndpointTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    private final Metrics metrics = new Metrics();
    private Pack pack;
    private ProfileStore store;
    private DecisionLog log;
    private DecideEndpoint endpoint;
    private long elapsedPerReading;
    private long nanos = 1_000_000;

    @BeforeEach
    void open() throws Exception {
        pack = load("bank", RULES);
        store = ProfileStore.open(dir.resolve("data"), pack.schema(), StoreOptions.ofCapacity(1_000), metrics);
        log = DecisionLog.open(dir.resolve("data"), DecisionLogSettings.DEFAULT, metrics, InstantSource.system());
        put(Kind.PERSON, "gold", person(Map.of("segment", "gold", "balance", 5000.0), "h-1", "a-1"));
        put(Kind.PERSON, "plain", person(Map.of("segment", "plain"), null, null));
        put(Kind.HOUSEHOLD, "h-1", person(Map.of("children", 2), null, null));
        endpoint = endpoint(pack);
    }

    @AfterEach
    void close() {
        endpoint.close();
        log.close();
        store.close();
        pack.close();
    }

    @Test
    void answersTheContractsShape() throws Exception {
        JsonNode answer = decide("{'userId':'gold','channel':'web','placements':['hero','side','nowhere']}");

        assertThat(UUID.fromString(answer.path("decisionId").textValue()).version())
                .isEqualTo(7);
        assertThat(answer.path("pack").textValue()).isEqualTo(pack.version());
        assertThat(answer.path("degraded").booleanValue()).isFalse();
        JsonNode hero = answer.path("decisions").path(0);
        assertThat(hero.path("placement").textValue()).isEqualTo("hero");
        assertThat(hero.path("action").textValue()).isEqualTo("gold-card");
        assertThat(hero.path("fragment").textValue()).isEqualTo("frag-gold");
        assertThat(hero.path("reason").textValue()).isEqualTo("TARGETED");
        assertThat(hero.path("fallback").booleanValue()).isFalse();
        assertThat(hero.path("token").textValue()).matches("[A-Za-z0-9_-]{24,}");
        JsonNode side = answer.path("decisions").path(1);
        assertThat(side.path("action").textValue()).isEqualTo("family-plan");
        JsonNode nowhere = answer.path("decisions").path(2);
        assertThat(nowhere.path("reason").textValue()).isEqualTo("UNKNOWN_PLACEMENT");
        assertThat(nowhere.has("fragment")).isFalse();
    }

    @Test
    void readsTheHouseholdOfTheCustomerAndFollowsAnAnonymousId() throws Exception {
        assertThat(decide("{'anonymousId':'a-1','channel':'web','placements':['hero','side']}")
                        .at("/decisions/1/action")
                        .textValue())
                .isEqualTo("family-plan");
        assertThat(winner("{'userId':'plain','channel':'web','placements':['side']}"))
                .isEmpty();
    }

    @Test
    void decidesAnUnknownCustomerOnContextAlone() throws Exception {
        JsonNode answer =
                decide("{'userId':'nobody','channel':'web','placements':['hero'],'context':{'basketValue':200}}");

        assertThat(answer.at("/decisions/0/action").textValue()).isEqualTo("instalments");
        assertThat(decide("{'userId':'nobody','channel':'web','placements':['hero']}")
                        .at("/decisions/0/reason")
                        .textValue())
                .isEqualTo("NO_PROPOSAL");
    }

    @Test
    void everyDecisionIsOnRecordButADryRunLeavesNoTrace() throws Exception {
        UUID kept = idOf(decide("{'userId':'gold','channel':'web','placements':['hero']}"));
        UUID dry = idOf(decide("{'userId':'gold','channel':'web','placements':['hero'],'dryRun':true}"));

        assertThat(log.find(kept)).isPresent();
        assertThat(log.find(dry)).isEmpty();
        assertThat(metrics.counter(Metric.DECISIONS).sum()).isEqualTo(1);
        assertThat(metrics.counter(Metric.PLACEMENTS, "TARGETED").sum()).isEqualTo(1);
    }

    @Test
    void explainsWhyThisAndWhyNotThat() throws Exception {
        JsonNode answer = decide("{'userId':'gold','channel':'web','placements':['hero'],'explain':true,"
                + "'dryRun':true,'consent':{'marketing':true},'context':{'basketValue':200}}");

        JsonNode explanation = answer.path("explanation");
        assertThat(explanation.at("/considered/0/action").textValue()).isEqualTo("gold-card");
        assertThat(explanation.at("/considered/0/reason").textValue()).isEqualTo("TARGETED");
        assertThat(explanation.at("/considered/0/score").doubleValue()).isEqualTo(20);
        assertThat(explanation.at("/considered/0/factors/value").doubleValue()).isEqualTo(100);
        assertThat(explanation.at("/considered/2/action").textValue()).isEqualTo("instalments");
        assertThat(explanation.at("/considered/2/reason").textValue()).isEqualTo("OUTRANKED");
        assertThat(explanation.path("rulesFired")).hasSize(3);
        assertThat(explanation.at("/stepsMicros/rules").doubleValue()).isNotNegative();
    }

    @Test
    void aRuleThatFailsCostsOnlyItsOwnProposals() throws Exception {
        assertThat(winner("{'userId':'gold','channel':'web','placements':['hero'],'context':{'divisor':0}}"))
                .isEqualTo("gold-card");
        assertThat(metrics.counter(Metric.RULE_FAULTS, "Divides").sum()).isEqualTo(1);
    }

    @Test
    void pastTheDeadlineEveryPlacementIsStillAnswered() throws Exception {
        elapsedPerReading = 2_000_000;

        JsonNode answer = decide("{'userId':'gold','channel':'web','placements':['hero','side'],'timeoutMs':1}");

        assertThat(answer.path("degraded").booleanValue()).isTrue();
        assertThat(answer.at("/decisions/0/reason").textValue()).isEqualTo("DEADLINE");
        assertThat(answer.at("/decisions/1/fragment").textValue()).isEqualTo("frag-side");
    }

    @Test
    void anotherPackIsTakenUpBeforeTheNextCall() throws Exception {
        DecideLoop loop = new DecideLoop(endpoint);
        Pack next = load("other", "rule \"R\" when Moment() then decision.propose(\"instalments\"); end");

        assertThat(answer(loop, "{'userId':'gold','channel':'web','placements':['hero']}")
                        .at("/decisions/0/action")
                        .textValue())
                .isEqualTo("gold-card");
        endpoint = endpoint(next);
        loop.replaceBy(endpoint);
        JsonNode answer = answer(loop, "{'userId':'gold','channel':'web','placements':['hero']}");

        assertThat(answer.at("/decisions/0/action").textValue()).isEqualTo("instalments");
        assertThat(answer.path("pack").textValue()).isEqualTo(next.version());
    }

    private JsonNode decide(String body) throws IOException {
        return answer(endpoint, body);
    }

    private JsonNode answer(LoopEndpoint to, String body) throws IOException {
        Reply reply = new Reply();
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        to.answer(bytes, 0, bytes.length, nanos, false, reply);
        return JSON.readTree(Arrays.copyOf(reply.bytes(), reply.length()));
    }

    private String winner(String body) throws IOException {
        return decide(body).at("/decisions/0/action").asText();
    }

    private static UUID idOf(JsonNode answer) {
        return UUID.fromString(answer.path("decisionId").textValue());
    }

    private DecideEndpoint endpoint(Pack of) {
        LongSupplier clock = () -> nanos += elapsedPerReading;
        DeciderResources resources = new DeciderResources(
                store.newReader(), store.adopt(of.schema()), log.newWriter(), metrics, InstantSource.system(), clock);
        Playbook playbook =
                Playbook.of(of.version(), of.timeZone(), of.locale(), of.catalogue(), of.momentType(), of.rules());
        return new DecideEndpoint(
                new Decider(playbook, resources), metrics.newStepRecorder(), clock, DecideLimits.DEFAULT);
    }

    private void put(Kind kind, String id, ProfileData data) {
        Change change = new Change.Replace(new ProfileKey(kind, id), data);
        assertThat(store.writer().apply(change, store.position() + 1, 0)).isEqualTo(WriteResult.CREATED);
    }

    private static ProfileData person(Map<String, Object> values, String household, String anonymousId) {
        return new ProfileData(
                values,
                household,
                null,
                anonymousId == null ? Set.of() : Set.of(anonymousId),
                Map.of("marketing", new Consent(true, Instant.EPOCH)),
                List.of());
    }

    private Pack load(String name, String rules) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(name));
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("pack.yaml"), "name: " + name + "\n");
        Files.writeString(folder.resolve("schema.yaml"), SCHEMA);
        Files.writeString(folder.resolve("catalogue.yaml"), CATALOGUE);
        Files.writeString(folder.resolve("rules/rules.drl"), rules);
        PackResult result = PackLoader.load(folder);
        assertThat(result).isInstanceOf(PackResult.Loaded.class);
        return ((PackResult.Loaded) result).pack();
    }

    private static final String SCHEMA = """
            person: {segment: keyword, balance: decimal}
            household: {children: int}
            context: {basketValue: decimal, divisor: int}
            """;

    private static final String CATALOGUE = """
            purposes: {marketing: denied}
            groups: {offers: Offers}
            placements:
              hero: {fallback: frag-hero}
              side: {fallback: frag-side}
            actions:
              gold-card: {group: offers, purpose: marketing, value: 100, propensity: 0.2, treatments: [frag-gold]}
              family-plan: {group: offers, purpose: marketing, value: 50, propensity: 0.2, treatments: [frag-family]}
              instalments: {group: offers, value: 10, propensity: 0.2, treatments: [frag-instalments]}
            """;

    private static final String RULES = """
            rule "Gold" when Moment( segment == "gold", balance > 1000 ) then decision.propose("gold-card"); end
            rule "Family" when Moment( children > 0 ) then decision.propose("family-plan"); end
            rule "Basket" when Moment( basketValue > 100 ) then decision.propose("instalments"); end
            rule "Divides" when Moment( $d : divisor, divisor != null )
            then decision.propose("instalments").lever(1 / $d).context(9000); end
            """;
}
