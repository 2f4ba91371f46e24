package dev.kairos.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.ProfileView;
import dev.kairos.schema.Schema;
import java.io.IOException;

/** Writes a person's counters as a decision would see them now. */
final class CountersJson {

    private final JsonGenerator json;
    private final long nowMs;

    CountersJson(JsonGenerator json, long nowMs) {
        this.json = json;
        this.nowMs = nowMs;
    }

    void write(ProfileStore profiles, ProfileKey person) throws IOException {
        ProfileView view = profiles.layout().newView(Kind.PERSON);
        profiles.newReader().readPerson(person.id(), null, view);
        Schema kept = view.layout().schema();
        json.writeObjectFieldStart("counters");
        for (int i = 0; i < kept.counters().size(); i++) {
            Object value = view.counter(i, nowMs);
            if (value != null) {
                json.writeFieldName(kept.counters().get(i).name());
                json.writePOJO(value instanceof Number || value instanceof Boolean ? value : value.toString());
            }
        }
        json.writeEndObject();
    }
}
