package dev.kairos.bulk;

import com.fasterxml.jackson.core.JsonToken;
import dev.kairos.mistake.Nearest;
import dev.kairos.profile.Change;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileKey;
import dev.kairos.schema.Attribute;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object into a draft, and notes what is wrong with it. One thread, one object. */
final class ProfileJsonReader {

    private static final List<String> PERSON_KEYS =
            List.of("userId", "attributes", "household", "company", "anonymousIds", "consent", "contacts");

    private final JsonInput json;
    private final KnownNames names;
    private final ProfileKey key;
    private final boolean patch;
    private final ProfileDraft draft;
    private final HistoryJsonReader history;

    /** @param patch whether null takes an attribute away */
    ProfileJsonReader(
            JsonInput json, KnownNames names, Instant now, ProfileKey key, boolean patch, ProfileDraft draft) {
        this.json = json;
        this.names = names;
        this.key = key;
        this.patch = patch;
        this.draft = draft;
        this.history = new HistoryJsonReader(json, now, draft);
    }

    /** What is wrong is left with the input; what cannot be read as JSON at all is part of it. */
    void read() {
        try {
            if (json.next() != JsonToken.START_OBJECT) {
                json.mistake("a profile is a JSON object", null);
                return;
            }
            json.object(this::topLevel);
            if (json.next() != null) {
                json.mistake("there is more after the JSON object", null);
            }
        } catch (IOException e) {
            json.trouble(e);
        }
    }

    private void topLevel(String name) throws IOException {
        if (JsonKey.kindOf(name) != null) {
            id(name);
        } else if (name.equals("attributes")) {
            json.object(this::attribute);
        } else if (isPerson()) {
            ofPerson(name);
        } else {
            unknown(name);
        }
    }

    private boolean isPerson() {
        return key.kind() != Kind.HOUSEHOLD && key.kind() != Kind.COMPANY;
    }

    private void ofPerson(String name) throws IOException {
        switch (name) {
            case "household" -> draft.household = idOrRemoved(Change.Merge.HOUSEHOLD);
            case "company" -> draft.company = idOrRemoved(Change.Merge.COMPANY);
            case "anonymousIds" -> json.array(this::anonymousId);
            case "consent" -> json.object(this::consent);
            case "contacts" -> contacts();
            // Shown with a profile, and so sent back by those who change what they have read.
            case "counters", "journeys" -> json.skip();
            default -> unknown(name);
        }
    }

    private @Nullable String idOrRemoved(String what) throws IOException {
        return isNull(what) ? null : json.id();
    }

    private void consent(String purpose) throws IOException {
        if (!isNull(Change.Merge.CONSENT + purpose)) {
            history.consent(purpose);
        }
    }

    private void contacts() throws IOException {
        if (!isNull(Change.Merge.CONTACTS)) {
            json.array(history::contact);
        }
    }

    /** A null in a patch takes away; in a whole profile it says that there is nothing. */
    private boolean isNull(String what) {
        boolean isNull = json.given(JsonToken.VALUE_NULL);
        if (isNull && patch) {
            draft.removed.add(what);
        }
        return isNull;
    }

    private void unknown(String name) throws IOException {
        String hint = names.find(key.kind(), name) == null
                ? Nearest.hint(KnownNames.cut(name), PERSON_KEYS)
                : "write it inside 'attributes'";
        json.wrong("is no key of a " + key.kind().name().toLowerCase(Locale.ROOT), hint);
    }

    private void id(String name) throws IOException {
        if (!name.equals(JsonKey.nameFor(key.kind()))) {
            json.wrong("this is the profile of a " + key.kind().name().toLowerCase(Locale.ROOT), null);
            return;
        }
        String id = json.id();
        if (id != null && !id.equals(key.id())) {
            json.mistake("is not the id of the profile addressed", null);
        }
    }

    private void anonymousId() throws IOException {
        String id = json.id();
        if (id != null) {
            draft.anonymousIds.add(id);
        }
    }

    private void attribute(String name) throws IOException {
        Attribute attribute = names.find(key.kind(), name);
        if (attribute == null) {
            json.wrong(names.unknown(key.kind(), name));
        } else if (!draft.named.add(attribute.name())) {
            json.wrong(
                    "is given twice: '" + attribute.source() + "' and '" + attribute.name() + "' are the same", null);
        } else if (!isNull(attribute.name())) {
            Object value = json.value(attribute);
            if (value != null) {
                draft.attributes.put(attribute.name(), value);
            }
        }
    }
}
