package dev.kairos.touchpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One CloudEvent: its attributes as text, by name, and where its data are, still JSON. */
final class CloudEventParts {

    private final TreeMap<String, String> attributes = new TreeMap<>();
    private byte[] data;
    private int dataFrom;
    private int dataLength;
    private @Nullable String wrong;

    /** @param body in which the data lie, if not elsewhere */
    CloudEventParts(byte[] body) {
        this.data = body;
    }

    /** @param value null for what could not be read */
    void attribute(String name, @Nullable String value) {
        if (value == null) {
            wrong = "the attribute '" + name + "' cannot be read";
        } else {
            attributes.put(name, value);
        }
    }

    void dataAt(int from, int length) {
        dataFrom = from;
        dataLength = length;
    }

    /** Reads the object at hand. */
    void read(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("data")) {
                int from = (int) json.currentTokenLocation().getByteOffset();
                json.skipChildren();
                json.finishToken();
                int to = (int) json.currentLocation().getByteOffset();
                dataAt(from, token == JsonToken.VALUE_NULL ? 0 : to - from);
            } else if (name.equals("data_base64")) {
                base64(token == JsonToken.VALUE_STRING ? json.getText() : null);
                json.skipChildren();
            } else {
                attribute(json, name);
            }
        }
    }

    private void attribute(JsonParser json, String name) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken().isScalarValue()) {
            attribute(name, json.getText());
        } else {
            json.skipChildren();
            attribute(name, null);
        }
    }

    private void base64(@Nullable String text) {
        try {
            data = Base64.getDecoder().decode(text == null ? "=" : text);
            dataAt(0, data.length);
        } catch (IllegalArgumentException notBase64) {
            wrong = "data_base64 is no base64";
        }
    }

    Map<String, String> attributes() {
        return attributes;
    }

    @Nullable
    String get(String name) {
        return attributes.get(name);
    }

    /** Why it cannot be read; null when it can. */
    @Nullable
    String wrong() {
        return wrong;
    }

    boolean hasData() {
        return dataLength > 0;
    }

    byte[] data() {
        return dataFrom == 0 && dataLength == data.length
                ? data
                : Arrays.copyOfRange(data, dataFrom, dataFrom + dataLength);
    }
}
