package dev.kairos.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kairos.decision.DecideRequest;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a call's {@code context}, each by its declared type. One event loop. */
final class ContextReader {

    private static final int MAX_TEXT_CHARS = 4_096;
    private static final int MAX_KEYWORDS = 64;

    private final Schema schema;
    private final Map<String, Integer> slots = new HashMap<>();
    /** By slot: the call in which it was last set, so that a field given twice is noticed. */
    private final int[] setIn;

    private int call;

    ContextReader(Schema schema) {
        this.schema = schema;
        setIn = new int[schema.attributes().size()];
        for (Attribute attribute : schema.of(Scope.CONTEXT)) {
            slots.put(attribute.source(), schema.slot(attribute.name()));
        }
    }

    /** @throws Problem when the current token is no object, or a field's value is not of its type */
    void read(JsonParser json, DecideRequest into) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problem.notValid("Must be an object.", "/context");
        }
        begin();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            readField(name, json, into);
        }
    }

    /** Fields of another call follow. */
    void begin() {
        call++;
    }

    /** Takes the value that the parser is at, or passes over it when the schema has no such field. */
    void readField(String name, JsonParser json, DecideRequest into) throws IOException {
        Integer slot = slots.get(name);
        if (slot == null) {
            json.skipChildren();
            return;
        }
        if (setIn[slot] == call) {
            throw Problem.unreadable("The field is there twice.", "/context/" + JsonPointers.escape(name));
        }
        setIn[slot] = call;
        into.context(
                slot,
                json.currentToken() == JsonToken.VALUE_NULL
                        ? null
                        : value(json, schema.attributes().get(slot)));
    }

    private static Object value(JsonParser json, Attribute field) throws IOException {
        Object value = switch (field.type()) {
            case KEYWORD, TEXT -> text(json);
            case KEYWORDS -> keywords(json);
            case BOOLEAN -> bool(json);
            case INT -> integer(json);
            case LONG -> longInteger(json);
            case DECIMAL -> decimal(json);
            case INSTANT -> instant(json);
        };
        if (value == null) {
            throw Problem.notValid(
                    "Must be " + expected(field) + ".", "/context/" + JsonPointers.escape(field.source()));
        }
        return value;
    }

    private static String expected(Attribute field) {
        return switch (field.type()) {
            case KEYWORD, TEXT -> "a string of at most " + MAX_TEXT_CHARS + " characters";
            case KEYWORDS -> "an array of at most " + MAX_KEYWORDS + " strings";
            case BOOLEAN -> "true or false";
            case INT -> "a whole number of 32 bits";
            case LONG -> "a whole number of 64 bits";
            case DECIMAL -> "a number";
            case INSTANT -> "a date and time with an offset, such as 2026-03-01T12:00:00Z";
        };
    }

    private static @Nullable String text(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() <= MAX_TEXT_CHARS
                ? json.getText()
                : null;
    }

    private static @Nullable Set<String> keywords(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return null;
        }
        Set<String> words = new HashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String word = text(json);
            if (word == null || words.size() == MAX_KEYWORDS) {
                return null;
            }
            words.add(word);
        }
        return words;
    }

    private static @Nullable Boolean bool(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static @Nullable Integer integer(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT
                ? (Integer) json.getIntValue()
                : null;
    }

    private static @Nullable Long longInteger(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                ? (Long) json.getLongValue()
                : null;
    }

    private static @Nullable Double decimal(JsonParser json) throws IOException {
        if (!json.currentToken().isNumeric()) {
            return null;
        }
        double value = json.getDoubleValue();
        return Double.isFinite(value) ? (Double) value : null;
    }

    private static @Nullable Instant instant(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            return null;
        }
        try {
            return OffsetDateTime.parse(json.getText()).toInstant();
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
