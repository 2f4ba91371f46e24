package dev.kairos.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.arbitration.Gate;
import dev.kairos.metrics.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decision in words, as JSON: what was asked, what was answered and why, and why each other action was not. Made
 * from a log record, whether it is old or was written just now for a channel that asked to {@code explain}. Names that
 * are no longer known are shown as {@code #} and the index; fields without a value are left out.
 *
 * <pre>{@code
 * { "decisionId": "0199…", "time": "2026-11-22T13:00:00.123Z", "pack": "retail-bank@3f2a9c1d",
 *   "degraded": false, "known": true, "truncated": false,
 *   "customer": { "userId": "c-42", "anonymousId": "a-1" },
 *   "channel": "web", "locale": "de-CH", "consent": { "marketing": true },
 *   "context": { "page": "/checkout", "email": null },            a personal value is withheld: null
 *   "decisions": [
 *     { "placement": "home.hero", "action": "gold-upgrade", "fragment": "frag-gold-hero-a",
 *       "reason": "TARGETED", "fallback": false } ],
 *   "considered": [                                               the highest score first
 *     { "action": "gold-upgrade", "reason": "TARGETED", "score": 1.2,
 *       "factors": { "propensity": 0.1, "context": 1, "value": 10, "lever": 1.2 },
 *       "because": "gold, considering", "rule": { "name": "Gold customers", "file": "rules/cards.drl", "line": 3 } },
 *     { "action": "insurance", "onlyFor": "home.sidebar", "reason": "CAPPED", "gate": "CONTACT_POLICY",
 *       "stoppedBy": "two-a-week", "rule": { … } } ],              a policy, holdout, purpose or rule
 *   "rulesFired": [ { "name": "Gold customers", "file": "rules/cards.drl", "line": 3 } ],
 *   "faults": [ { "rule": { … }, "message": "division by zero" } ],
 *   "stepsMicros": { "parse": 1.2, "rules": 3.4 },
 *   "profile": { "kind": "person", "id": "c-42", "attributes": { … }, "household": "h-7", "company": "acme",
 *     "consent": { "marketing": true }, "contacts": [
 *       { "action": "insurance", "outcome": "impression", "at": "2026-…Z", "count": 2 } ] },
 *   "household": { … }, "company": { … } }                         the profiles for a share of decisions only
 * }</pre>
 *
 * <p>Immutable, thread-safe; allocates.
 */
public final class Explanation {

    private static final JsonFactory JSON = new JsonFactory();

    private static final double NANOS_PER_MICRO = 1_000;

    private final NameTables names;
    private final SnapshotDecoder decoder;

    /** @param names of the record's pack version; null when they are lost */
    public Explanation(@Nullable NameTables names, SnapshotDecoder decoder) {
        this.names = names == null ? NameTables.NONE : names;
        this.decoder = decoder;
    }

    /** @throws CorruptRecordException when the record is damaged */
    public byte[] toJson(DecisionRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(json, record);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** What {@link #writeDetails} writes, as an object of its own. */
    byte[] detailsToJson(DecisionRecord record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            writeDetails(json, record);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** Writes it whole, as one object. */
    public void write(JsonGenerator json, DecisionRecord record) throws IOException {
        RecordContents contents = RecordContents.of(names, record);
        json.writeStartObject();
        json.writeStringField("decisionId", record.id().toString());
        json.writeStringField("time", Instant.ofEpochMilli(record.timeMs()).toString());
        writeUnlessNull(json, "pack", names.version().isEmpty() ? null : names.version());
        json.writeBooleanField("degraded", record.has(DecisionFlag.DEGRADED));
        json.writeBooleanField("known", record.has(DecisionFlag.KNOWN));
        json.writeBooleanField("truncated", record.has(DecisionFlag.TRUNCATED));
        writeInputs(json, contents);
        writePlacements(json, contents);
        writeDetails(json, contents);
        for (RecordContents.Snapshot snapshot : contents.snapshots) {
            new ProfileExplanation(names, decoder).write(json, snapshot);
        }
        json.writeEndObject();
    }

    /**
     * Writes the fields that an answer with {@code explain} has besides those that every answer has: considered,
     * purposes, rulesFired, faults, stepsMicros. To be called within an object.
     */
    public void writeDetails(JsonGenerator json, DecisionRecord record) throws IOException {
        writeDetails(json, RecordContents.of(names, record));
    }

    private void writeInputs(JsonGenerator json, RecordContents contents) throws IOException {
        json.writeObjectFieldStart("customer");
        writeUnlessNull(json, "userId", contents.userId);
        writeUnlessNull(json, "anonymousId", contents.anonymousId);
        json.writeEndObject();
        writeUnlessNull(json, "channel", contents.channel);
        writeUnlessNull(json, "locale", contents.locale);
        new ConsentExplanation(names).writeStated(json, contents);
        json.writeObjectFieldStart("context");
        for (Map.Entry<Integer, @Nullable Object> entry : contents.context.entrySet()) {
            NameTables.Slot slot = names.attribute(entry.getKey());
            json.writeFieldName(slot == null ? "#" + entry.getKey() : slot.name());
            writeValue(json, entry.getValue());
        }
        json.writeEndObject();
    }

    private void writePlacements(JsonGenerator json, RecordContents contents) throws IOException {
        json.writeArrayFieldStart("decisions");
        for (DecisionVisitor.Placed placed : contents.placements) {
            json.writeStartObject();
            String unknown = placed.unknown();
            json.writeStringField(
                    "placement",
                    unknown != null ? unknown : named(names.placementId(placed.placement()), placed.placement()));
            if (placed.action() >= 0) {
                json.writeStringField("action", named(names.actionId(placed.action()), placed.action()));
            }
            if (placed.fragment() >= 0) {
                json.writeStringField("fragment", named(names.fragmentId(placed.fragment()), placed.fragment()));
            }
            json.writeStringField("reason", named(names.reason(placed.reason()), placed.reason()));
            json.writeBooleanField("fallback", placed.fallback());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeDetails(JsonGenerator json, RecordContents contents) throws IOException {
        json.writeArrayFieldStart("considered");
        for (DecisionVisitor.Considered action : contents.considered) {
            writeConsidered(json, action);
        }
        json.writeEndArray();
        new ConsentExplanation(names).writeBases(json, contents);
        json.writeArrayFieldStart("rulesFired");
        for (int rule : contents.rulesFired) {
            writeRule(json, rule);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("faults");
        for (RecordContents.Fault fault : contents.faults) {
            json.writeStartObject();
            json.writeFieldName("rule");
            writeRule(json, fault.rule());
            json.writeStringField("message", fault.message());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("stepsMicros");
        for (Map.Entry<Step, Long> step : contents.stepNanos.entrySet()) {
            json.writeNumberField(step.getKey().word(), step.getValue() / NANOS_PER_MICRO);
        }
        json.writeEndObject();
    }

    private void writeConsidered(JsonGenerator json, DecisionVisitor.Considered action) throws IOException {
        json.writeStartObject();
        json.writeStringField("action", named(names.actionId(action.action()), action.action()));
        if (action.onPlacement() >= 0) {
            json.writeStringField("onlyFor", named(names.placementId(action.onPlacement()), action.onPlacement()));
        }
        json.writeStringField("reason", named(names.reason(action.reason()), action.reason()));
        if (action.gate() != Gate.NONE) {
            json.writeStringField("gate", action.gate().name());
            writeUnlessNull(json, "stoppedBy", stoppedBy(action));
        }
        writeFactors(json, action.factors());
        writeUnlessNull(json, "because", action.because());
        if (action.rule() >= 0) {
            json.writeFieldName("rule");
            writeRule(json, action.rule());
        }
        json.writeEndObject();
    }

    private @Nullable String stoppedBy(DecisionVisitor.Considered action) {
        int culprit = action.detail();
        if (culprit < 0) {
            return null;
        }
        return switch (action.gate()) {
            case CONSENT -> named(names.purposeId(culprit), culprit);
            case CONTACT_POLICY -> named(names.contactPolicyId(culprit), culprit);
            case HOLDOUT -> named(names.holdoutId(culprit), culprit);
            case SUPPRESSION -> {
                NameTables.Rule rule = names.rule(culprit);
                yield named(rule == null ? null : rule.name(), culprit);
            }
            case NONE, VALIDITY, CHANNEL -> null;
        };
    }

    private static void writeFactors(JsonGenerator json, DecisionVisitor.@Nullable Factors factors) throws IOException {
        if (factors == null) {
            return;
        }
        json.writeNumberField("score", factors.score());
        json.writeObjectFieldStart("factors");
        json.writeNumberField("propensity", factors.propensity());
        json.writeNumberField("context", factors.context());
        json.writeNumberField("value", factors.value());
        json.writeNumberField("lever", factors.lever());
        json.writeEndObject();
    }

    private void writeRule(JsonGenerator json, int index) throws IOException {
        NameTables.Rule rule = names.rule(index);
        json.writeStartObject();
        json.writeStringField("name", rule == null ? "#" + index : rule.name());
        if (rule != null) {
            json.writeStringField("file", rule.file());
            json.writeNumberField("line", rule.line());
        }
        json.writeEndObject();
    }

    static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Set<?> words) {
            json.writeStartArray();
            for (Object word : words) {
                json.writeString(word.toString());
            }
            json.writeEndArray();
        } else {
            json.writeString(value.toString());
        }
    }

    static void writeUnlessNull(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    static String named(@Nullable String name, int index) {
        return name == null ? "#" + index : name;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
