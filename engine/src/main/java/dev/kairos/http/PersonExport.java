package dev.kairos.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.bulk.ProfileJson;
import dev.kairos.decision.DecisionRecord;
import dev.kairos.decision.Explanation;
import dev.kairos.decision.RecentDecisions;
import dev.kairos.journey.CustomerRecords;
import dev.kairos.journey.JournalRecord;
import dev.kairos.profile.Change;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** All that is held on one person, as they have a right to see it. Reads whole logs: not for event loops. */
final class PersonExport {

    /** Of the newest; far more than a person can have asked for by themselves. */
    private static final int MOST_DECISIONS = 10_000;

    private final PersonSources sources;
    private final Schema schema;
    private final Instant now;
    private final ProfileJson profiles;

    /** @param schema of the pack that is live */
    PersonExport(PersonSources sources, Schema schema, Instant now) {
        this.sources = sources;
        this.schema = schema;
        this.now = now;
        profiles = new ProfileJson(schema, () -> now);
    }

    byte[] write(ProfileKey key, ProfileData person) {
        LongPredicate records = PersonKeys.of(key.id(), person);
        return Json.object(json -> {
            json.writeStringField("exportedAt", now.toString());
            Json.raw(json, "profile", profiles.write(key, person));
            related("household", Kind.HOUSEHOLD, person.household(), json);
            related("company", Kind.COMPANY, person.company(), json);
            writeIds(person.ids(), json);
            new CountersJson(json, now.toEpochMilli()).write(sources.profiles(), key);
            new HistoryJson(json, schema, now.toEpochMilli()).write(person.history());
            writeRecords(sources.records().of(records), json);
            writeDecisions(sources.decisions().recent(records, 0, MOST_DECISIONS), json);
        });
    }

    /** The household and the company, since they bear on what the person is shown. */
    private void related(String name, Kind kind, @Nullable String id, JsonGenerator json) throws IOException {
        ProfileKey key = id == null ? null : new ProfileKey(kind, id);
        ProfileData data = key == null ? null : sources.profiles().find(key);
        if (key != null && data != null) {
            Json.raw(json, name, profiles.write(key, data));
        }
    }

    private static void writeIds(ProfileData.Ids ids, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("ids");
        json.writeArrayFieldStart("anonymous");
        for (String id : ids.anonymous()) {
            json.writeString(id);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("users");
        for (String id : ids.users()) {
            json.writeString(id);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeRecords(List<CustomerRecords.Kept> records, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("touchpoints");
        for (CustomerRecords.Kept kept : records) {
            if (kept.record() instanceof JournalRecord.Touch touch) {
                new TouchpointJson(json).write(touch.touchpoint());
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("changes");
        for (CustomerRecords.Kept kept : records) {
            if (kept.record() instanceof JournalRecord.Changed changed) {
                write(kept.timeMs(), changed.change(), json);
            }
        }
        json.writeEndArray();
    }

    private void write(long timeMs, Change change, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", Instant.ofEpochMilli(timeMs).toString());
        if (change instanceof Change.Replace) {
            Json.raw(json, "replaced", profiles.write(change));
        } else if (change instanceof Change.Merge) {
            Json.raw(json, "changed", profiles.write(change));
        } else {
            json.writeBooleanField("erased", true);
        }
        json.writeEndObject();
    }

    private void writeDecisions(RecentDecisions found, JsonGenerator json) throws IOException {
        if (found.sinceMs() > 0) {
            json.writeStringField(
                    "decisionsSince", Instant.ofEpochMilli(found.sinceMs()).toString());
        }
        json.writeArrayFieldStart("decisions");
        for (DecisionRecord decision : found.decisions()) {
            new Explanation(sources.decisions().names(decision.packCode()), sources.profiles()::decode)
                    .write(json, decision);
        }
        json.writeEndArray();
    }
}
