package dev.kairos.touchpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object into flat names: members of objects with a dot before them, elements of arrays that are objects or
 * arrays with their index. Scalars of an array stay together. What is said twice holds as said last.
 */
final class FlatJson {

    private final JsonParser json;
    private final EventDraft draft;
    private final Map<String, @Nullable Object> into;

    FlatJson(JsonParser json, EventDraft draft, Map<String, @Nullable Object> into) {
        this.json = json;
        this.draft = draft;
        this.into = into;
    }

    /** Reads the value at hand under {@code prefix}: its members, when it is an object. Nothing when it is null. */
    void members(String prefix, String pointer) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> object(prefix, 0);
            case VALUE_NULL -> {}
            default -> {
                draft.wrong(pointer, "must be an object");
                json.skipChildren();
            }
        }
    }

    /** Reads the value at hand under a name of its own. */
    void value(String name) throws IOException {
        value(name, 0);
    }

    private void object(String prefix, int depth) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix.isEmpty() ? json.currentName() : prefix + json.currentName();
            json.nextToken();
            value(name, depth);
        }
    }

    private void value(String name, int depth) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> {
                if (goesOn(name, depth)) {
                    object(name + '.', depth + 1);
                }
            }
            case START_ARRAY -> {
                if (goesOn(name, depth)) {
                    array(name, depth + 1);
                }
            }
            default -> put(name, scalar());
        }
    }

    private boolean goesOn(String name, int depth) throws IOException {
        if (depth >= EventLimits.DEPTH) {
            draft.wrong("", "is nested more than " + EventLimits.DEPTH + " deep");
        }
        if (draft.isWrong() || name.length() > EventLimits.PROPERTY_NAME_CHARS) {
            draft.takesName(name);
            json.skipChildren();
            return false;
        }
        return true;
    }

    private void array(String name, int depth) throws IOException {
        List<Object> scalars = new ArrayList<>();
        int index = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                value(name + '.' + index, depth);
            } else {
                Object scalar = scalar();
                if (scalar != null) {
                    scalars.add(scalar);
                }
            }
            index++;
        }
        if (!scalars.isEmpty() || index == 0) {
            put(name, List.copyOf(scalars));
        }
    }

    private void put(String name, @Nullable Object value) {
        if (draft.takesName(name)) {
            into.put(name, value);
        }
    }

    private @Nullable Object scalar() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            default -> null;
        };
    }

    private @Nullable Object number() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        double value = json.getDoubleValue();
        if (!Double.isFinite(value)) {
            draft.wrong("", "has a number that is too large");
            return null;
        }
        return value;
    }
}
