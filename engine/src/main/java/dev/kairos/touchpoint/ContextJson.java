package dev.kairos.touchpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the {@code context} of an event or of a batch. */
final class ContextJson {

    private static final String PREFIX = "context.";

    private final JsonParser json;
    private final EventDraft draft;
    private final ContextDraft into;

    ContextJson(JsonParser json, EventDraft draft) {
        this.json = json;
        this.draft = draft;
        this.into = draft.context;
    }

    /** Reads the value at hand. */
    void read() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            draft.wrong("/context", "must be an object");
            json.skipChildren();
            return;
        }
        FlatJson flat = new FlatJson(json, draft, into.properties);
        ConsentJson consent = new ConsentJson(json, draft, into.consent);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "traits" -> new FlatJson(json, draft, into.traits).members("", "/context/traits");
                case "consent" -> consent.segment();
                case "consentManagement" -> consent.rudder();
                default -> flat.value(PREFIX + name);
            }
        }
    }
}
