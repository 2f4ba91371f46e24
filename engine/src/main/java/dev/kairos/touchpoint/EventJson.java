package dev.kairos.touchpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the members of one event of the Segment family, which may come in any order. Members not known are left out. */
final class EventJson {

    private static final int MAX_TIME_CHARS = 40;

    private final JsonParser json;
    private final EventDraft draft;
    private @Nullable String writeKey;

    EventJson(JsonParser json, EventDraft draft) {
        this.json = json;
        this.draft = draft;
    }

    /** Reads the object at hand to its end. */
    void read() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            member(name);
        }
    }

    /** Reads the value at hand, of the member {@code name}. */
    void member(String name) throws IOException {
        switch (name) {
            case "type" -> draft.type = type();
            case "messageId" -> draft.messageId = id(name);
            case "userId" -> draft.userId = id(name);
            case "anonymousId" -> draft.anonymousId = id(name);
            case "previousId" -> draft.previousId = id(name);
            case "groupId" -> draft.groupId = id(name);
            case "groupType" -> draft.groupType = word();
            case "event" -> draft.event = id(name);
            case "name" -> draft.name = word();
            case "category" -> draft.category = word();
            case "channel" -> draft.channel = word();
            case "writeKey" -> writeKey = word();
            case "timestamp" -> draft.happenedMs = time(name);
            case "originalTimestamp" -> draft.originalMs = time(name);
            case "sentAt" -> draft.sentMs = timeIfAny();
            case "properties" -> {
                draft.properties.clear();
                new FlatJson(json, draft, draft.properties).members("", "/properties");
            }
            case "traits" -> {
                draft.traits.clear();
                new FlatJson(json, draft, draft.traits).members("", "/traits");
            }
            case "context" -> new ContextJson(json, draft).read();
            case "consent" -> new ConsentJson(json, draft, draft.consent).purposes();
            default -> json.skipChildren();
        }
    }

    /** The key that the event carries; null when it has none. */
    @Nullable
    String writeKey() {
        return writeKey;
    }

    private Touchpoint.@Nullable Type type() throws IOException {
        String word = word();
        if (word == null) {
            return null;
        }
        for (Touchpoint.Type type : Touchpoint.Type.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
                return type;
            }
        }
        draft.hasOtherType = true;
        return null;
    }

    /** A string, or a number as it is written, as old clients send ids; null for null and "". */
    private @Nullable String id(String name) throws IOException {
        switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String text = json.getText();
                return text.isEmpty() ? null : text;
            }
            case VALUE_NULL -> {}
            default -> {
                draft.wrong('/' + name, "must be a string");
                json.skipChildren();
            }
        }
        return null;
    }

    /** A string, or null for whatever else. */
    private @Nullable String word() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    private @Nullable Long time(String name) throws IOException {
        Long time = timeIfAny();
        if (time == null && json.currentToken() != JsonToken.VALUE_NULL) {
            draft.wrong('/' + name, "must be a time such as 2026-03-01T12:00:00.000Z");
        }
        return time;
    }

    private @Nullable Long timeIfAny() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getTextLength() > MAX_TIME_CHARS ? null : TimeText.parse(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> TimeText.ofNumber(json.getDoubleValue());
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }
}
