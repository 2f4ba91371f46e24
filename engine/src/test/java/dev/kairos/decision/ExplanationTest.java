package dev.kairos.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.arbitration.PurposeConsent;
import dev.kairos.catalogue.Outcome;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long TIME = 1_700_000_000_123L;
    private static final UUID ID = SamplePack.id(TIME, 7);
    private static final Instant AT = Instant.ofEpochMilli(TIME);

    private final DecisionRecordEncoder encoder = new DecisionRecordEncoder();

    @Test
    void tellsADecisionInWords() throws IOException {
        DecisionRecord record = record(SamplePack.decision(encoder, ID, TIME).end());

        JsonNode told = MAPPER.readTree(new Explanation(SamplePack.NAMES, ExplanationTest::person).toJson(record));

        assertThat(told).isEqualTo(MAPPER.readTree("""
                { "decisionId": "%s", "time": "2023-11-14T22:13:20.123Z", "pack": "sample@0a1b2c3d",
                  "degraded": false, "known": true, "truncated": false,
                  "customer": { "userId": "c-42", "anonymousId": "a-1" },
                  "channel": "web", "locale": "de-CH",
                  "context": { "page": "/checkout", "basketValue": 129.95, "email": null },
                  "decisions": [
                    { "placement": "home.hero", "action": "gold-upgrade", "fragment": "frag-gold-upgrade",
                      "reason": "TARGETED", "fallback": false },
                    { "placement": "home.sidebar", "fragment": "frag-default-side",
                      "reason": "NO_PROPOSAL", "fallback": true },
                    { "placement": "no.such", "reason": "UNKNOWN_PLACEMENT", "fallback": true } ],
                  "considered": [
                    { "action": "gold-upgrade", "reason": "TARGETED", "score": 1.2,
                      "factors": { "propensity": 0.1, "context": 1.0, "value": 10.0, "lever": 1.2 },
                      "because": "gold",
                      "rule": { "name": "Gold customers", "file": "rules/cards.drl", "line": 3 } },
                    { "action": "insurance", "onlyFor": "home.sidebar", "reason": "CAPPED",
                      "gate": "CONTACT_POLICY", "stoppedBy": "two-a-week",
                      "rule": { "name": "Everyone", "file": "rules/all.drl", "line": 12 } } ],
                  "rulesFired": [
                    { "name": "Gold customers", "file": "rules/cards.drl", "line": 3 },
                    { "name": "Everyone", "file": "rules/all.drl", "line": 12 } ],
                  "faults": [
                    { "rule": { "name": "Everyone", "file": "rules/all.drl", "line": 12 },
                      "message": "division by zero" } ],
                  "stepsMicros": { "parse": 1.2, "rules": 3.4 } }
                """.formatted(ID)));
    }

    @Test
    void showsTheProfileAsItWasWithoutPersonalValues() throws IOException {
        DecisionRecord record = record(SamplePack.decision(encoder, ID, TIME)
                .snapshot(SamplePack.person())
                .end());

        JsonNode told = MAPPER.readTree(new Explanation(SamplePack.NAMES, ExplanationTest::person).toJson(record));

        assertThat(told.get("profile")).isEqualTo(MAPPER.readTree("""
                { "kind": "person", "id": "c-42",
                  "attributes": { "age": 42, "email": null, "segment": "gold", "tags": ["a"] },
                  "household": "h-7", "consent": { "marketing": { "status": "withdrawn", "at": "%1$s", "evidence": "form 7" } },
                  "contacts": [ { "action": "insurance", "outcome": "click", "at": "%1$s", "count": 2 } ] }
                """.formatted(AT)));
    }

    @Test
    void saysThatAProfileCannotBeReadAnyLonger() throws IOException {
        DecisionRecord record = record(SamplePack.decision(encoder, ID, TIME)
                .snapshot(SamplePack.person())
                .end());

        JsonNode told = MAPPER.readTree(new Explanation(SamplePack.NAMES, (kind, raw, offset, length) -> {
                    throw new IllegalStateException("secret inside");
                })
                .toJson(record));

        assertThat(told.get("profile").get("unreadable").asText())
                .contains("layout")
                .doesNotContain("secret");
    }

    @Test
    void showsIndexesWhenTheNamesAreLost() throws IOException {
        DecisionRecord record = record(SamplePack.decision(encoder, ID, TIME).end());

        JsonNode told = MAPPER.readTree(new Explanation(null, ExplanationTest::person).toJson(record));

        assertThat(told.has("pack")).isFalse();
        assertThat(told.at("/decisions/0/action").asText()).isEqualTo("#0");
        assertThat(told.at("/decisions/2/placement").asText()).isEqualTo("no.such");
        assertThat(told.at("/considered/1/stoppedBy").asText()).isEqualTo("#0");
        assertThat(told.at("/rulesFired/1/name").asText()).isEqualTo("#1");
        assertThat(told.at("/context/#1").asText()).isEqualTo("/checkout");
    }

    @Test
    void saysWhichStatementOnAPurposeDecided() throws IOException {
        DecisionRecord record = record(SamplePack.decision(encoder, ID, TIME)
                .consent(0, Consent.Status.DENIED, AT.toEpochMilli(), "Sec-GPC")
                .consentBasis(PurposeConsent.Origin.CALL, 0, Consent.Status.DENIED, AT.toEpochMilli(), "Sec-GPC")
                .consentBasis(PurposeConsent.Origin.CATALOGUE, 7, Consent.Status.GRANTED, TIME, "")
                .end());

        JsonNode told = MAPPER.readTree(new Explanation(SamplePack.NAMES, ExplanationTest::person).toJson(record));

        assertThat(told.get("consent")).isEqualTo(MAPPER.readTree("""
                {"marketing": {"status": "denied", "at": "%s", "evidence": "Sec-GPC"}}""".formatted(AT)));
        assertThat(told.get("purposes")).isEqualTo(MAPPER.readTree("""
                {"marketing": {"from": "call", "status": "denied", "at": "%s", "evidence": "Sec-GPC"},
                 "#7": {"from": "catalogue", "status": "granted", "at": "%s"}}""".formatted(AT, Instant.ofEpochMilli(TIME))));
    }

    @Test
    void addsTheDetailsToAnAnswer() throws IOException {
        DecisionRecord record = record(SamplePack.decision(encoder, ID, TIME).end());
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            new Explanation(SamplePack.NAMES, ExplanationTest::person).writeDetails(json, record);
            json.writeEndObject();
        }

        assertThat(MAPPER.readTree(out.toString()).fieldNames())
                .toIterable()
                .containsExactly("considered", "rulesFired", "faults", "stepsMicros");
    }

    @Test
    void refusesADamagedRecord() {
        byte[] damaged = SamplePack.decision(encoder, ID, TIME).end().array().clone();
        damaged[RecordFormat.HEADER_BYTES + 1] = (byte) 0xFF;
        DecisionRecord record = new DecisionRecord().wrap(damaged, 0, encoder.length());

        assertThatThrownBy(() -> new Explanation(SamplePack.NAMES, ExplanationTest::person).toJson(record))
                .isInstanceOf(CorruptRecordException.class);
    }

    private static ProfileData person(Kind kind, byte[] raw, int offset, int length) {
        assertThat(kind).isEqualTo(Kind.PERSON);
        return new ProfileData(
                Map.of("segment", "gold", "email", "x@example.org", "tags", Set.of("a"), "age", 42),
                "h-7",
                null,
                Set.of(),
                Map.of("marketing", new Consent(Consent.Status.WITHDRAWN, AT, "form 7")),
                List.of(new Contact("insurance", Outcome.CLICK, AT, 2)));
    }

    private static DecisionRecord record(DecisionRecordEncoder encoder) {
        return new DecisionRecord().wrap(encoder.array(), 0, encoder.length());
    }
}
