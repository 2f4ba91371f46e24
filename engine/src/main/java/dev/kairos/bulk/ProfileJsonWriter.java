package dev.kairos.bulk;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.profile.Change;
import dev.kairos.profile.Consent;
import dev.kairos.profile.Contact;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a profile as one JSON object; what it has not is left out, but for its attributes. */
final class ProfileJsonWriter {

    private final JsonGenerator json;

    ProfileJsonWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(Change change) throws IOException {
        if (change instanceof Change.Replace replace) {
            write(replace.key(), replace.data(), Set.of());
        } else if (change instanceof Change.Merge merge) {
            write(merge.key(), merge.patch(), merge.removed());
        } else {
            throw new IllegalArgumentException("an erasure is no row of a file");
        }
    }

    private void write(ProfileKey key, ProfileData data, Set<String> removed) throws IOException {
        write(key, data, removed, ProfileJson.NO_MORE);
    }

    void write(ProfileKey key, ProfileData data, Set<String> removed, ProfileJson.Members more) throws IOException {
        json.writeStartObject();
        json.writeStringField(JsonKey.nameFor(key.kind()), key.id());
        attributes(data.attributes(), removed);
        idOrNull("household", data.household(), removed.contains(Change.Merge.HOUSEHOLD));
        idOrNull("company", data.company(), removed.contains(Change.Merge.COMPANY));
        if (!data.anonymousIds().isEmpty()) {
            json.writeFieldName("anonymousIds");
            strings(data.anonymousIds());
        }
        consent(data.consent(), removed);
        contacts(data.contacts(), removed.contains(Change.Merge.CONTACTS));
        more.write(json);
        json.writeEndObject();
    }

    private void idOrNull(String name, @Nullable String id, boolean removed) throws IOException {
        if (id != null) {
            json.writeStringField(name, id);
        } else if (removed) {
            json.writeNullField(name);
        }
    }

    private void attributes(Map<String, Object> attributes, Set<String> removed) throws IOException {
        json.writeObjectFieldStart("attributes");
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            json.writeFieldName(attribute.getKey());
            value(attribute.getValue());
        }
        for (String name : removed) {
            if (name.charAt(0) != '/' && !attributes.containsKey(name)) {
                json.writeNullField(name);
            }
        }
        json.writeEndObject();
    }

    private void value(Object value) throws IOException {
        if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Collection<?> words) {
            strings(words);
        } else {
            json.writeString(value.toString());
        }
    }

    private void strings(Collection<?> strings) throws IOException {
        json.writeStartArray();
        for (Object string : strings) {
            json.writeString(string.toString());
        }
        json.writeEndArray();
    }

    private void consent(Map<String, Consent> given, Set<String> removed) throws IOException {
        List<String> taken = removed.stream()
                .filter(name -> name.startsWith(Change.Merge.CONSENT))
                .map(name -> name.substring(Change.Merge.CONSENT.length()))
                .filter(purpose -> !given.containsKey(purpose))
                .toList();
        if (given.isEmpty() && taken.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("consent");
        for (Map.Entry<String, Consent> consent : given.entrySet()) {
            json.writeObjectFieldStart(consent.getKey());
            Consent said = consent.getValue();
            json.writeStringField("status", said.status().word());
            json.writeStringField("at", said.at().toString());
            if (!said.evidence().isEmpty()) {
                json.writeStringField("evidence", said.evidence());
            }
            json.writeEndObject();
        }
        for (String purpose : taken) {
            json.writeNullField(purpose);
        }
        json.writeEndObject();
    }

    private void contacts(Collection<Contact> contacts, boolean removed) throws IOException {
        if (contacts.isEmpty()) {
            if (removed) {
                json.writeNullField("contacts");
            }
            return;
        }
        json.writeArrayFieldStart("contacts");
        for (Contact contact : contacts) {
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
