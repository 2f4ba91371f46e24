package dev.kairos.decision;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** A profile as it was when a decision was made, as JSON; personal values are withheld. */
final class ProfileExplanation {

    private final NameTables names;
    private final SnapshotDecoder decoder;

    ProfileExplanation(NameTables names, SnapshotDecoder decoder) {
        this.names = names;
        this.decoder = decoder;
    }

    /** Writes one field: profile, household or company. */
    void write(JsonGenerator json, RecordContents.Snapshot snapshot) throws IOException {
        json.writeObjectFieldStart(field(snapshot.kind()));
        json.writeStringField("kind", Explanation.word(snapshot.kind()));
        json.writeStringField("id", snapshot.id());
        try {
            write(json, decoder.decode(snapshot.kind(), snapshot.raw(), 0, snapshot.raw().length));
        } catch (RuntimeException unreadable) {
            json.writeStringField("unreadable", "the profile store no longer knows the layout of these bytes");
        }
        json.writeEndObject();
    }

    private static String field(Kind kind) {
        return switch (kind) {
            case PERSON, ANONYMOUS -> "profile";
            case HOUSEHOLD, COMPANY -> Explanation.word(kind);
        };
    }

    private void write(JsonGenerator json, ProfileData profile) throws IOException {
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, Object> attribute : new TreeMap<>(profile.attributes()).entrySet()) {
            json.writeFieldName(attribute.getKey());
            Explanation.writeValue(json, names.isPersonal(attribute.getKey()) ? null : attribute.getValue());
        }
        json.writeEndObject();
        Explanation.writeUnlessNull(json, "household", profile.household());
        Explanation.writeUnlessNull(json, "company", profile.company());
        json.writeObjectFieldStart("consent");
        for (Map.Entry<String, Consent> consent : new TreeMap<>(profile.consent()).entrySet()) {
            Consent said = consent.getValue();
            json.writeObjectFieldStart(consent.getKey());
            ConsentExplanation.write(json, said.status(), said.at().toEpochMilli(), said.evidence());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("contacts");
        for (Contact contact : profile.contacts()) {
            json.writeStartObject();
            json.writeStringField("action", contact.action());
            json.writeStringField("outcome", contact.outcome().word());
            json.writeStringField("at", contact.at().toString());
            json.writeNumberField("count", contact.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
