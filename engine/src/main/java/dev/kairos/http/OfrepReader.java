package dev.kairos.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.decision.DecideRequest;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an OFREP call into a {@link DecideRequest}: who asks and from where is in the evaluation context,
 * among the fields of the pack's schema. For one event loop and one pack version.
 *
 * <p>The targeting key is a userId; it is an anonymousId when the context's {@code anonymousId} is the same.
 */
final class OfrepReader {

    static final Problem NO_TARGETING_KEY =
            Problem.notValid("A targetingKey or an anonymousId is required.", "/context/targetingKey");
    private static final Problem NO_CONTEXT = Problem.notValid("A context is required.", "/context");
    private static final String DEFAULT_CHANNEL = "web";

    private final ContextReader fields;
    private final ConsentReader consent;
    private final long defaultTimeoutNanos;
    private final long maxTimeoutMs;
    private final Set<String> seen = new HashSet<>();
    private @Nullable String page;

    OfrepReader(Schema schema, Catalogue catalogue, DecideLimits limits) {
        fields = new ContextReader(schema);
        consent = new ConsentReader(catalogue, "/context/consent");
        defaultTimeoutNanos = limits.defaultTimeout().toNanos();
        maxTimeoutMs = limits.maxTimeout().toMillis();
    }

    /** @throws Problem 400 when the bytes are no JSON object, 422 when the context is missing or not valid */
    void read(byte[] body, int length, DecideRequest into) {
        begin(into);
        if (!Utf8.isValid(body, 0, length)) {
            throw DecideRequestReader.NOT_UTF8;
        }
        try (JsonParser json = DecideRequestReader.JSON.createParser(body, 0, length)) {
            readBody(json, into);
        } catch (JsonProcessingException malformed) {
            throw Problem.unreadable(BadJson.describe(malformed));
        } catch (IOException malformed) {
            throw Problem.unreadable("The body is no valid UTF-8 JSON.");
        }
        if (into.userId() == null && into.anonymousId() == null) {
            throw NO_TARGETING_KEY;
        }
    }

    /** Where the customer is, by the context of the call that was read last; null when it does not say. */
    @Nullable
    String page() {
        return page;
    }

    private void begin(DecideRequest into) {
        into.clear();
        into.timeoutNanos(defaultTimeoutNanos);
        into.channel(DEFAULT_CHANNEL);
        fields.begin();
        seen.clear();
        page = null;
    }

    private void readBody(JsonParser json, DecideRequest into) throws IOException {
        boolean hasContext = false;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw Problem.unreadable("The body must be a JSON object.", "");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isContext = json.currentName().equals("context");
            json.nextToken();
            if (!isContext) {
                json.skipChildren();
            } else if (hasContext) {
                throw Problem.unreadable("The member is there twice.", "/context");
            } else {
                readContext(json, into);
                hasContext = true;
            }
        }
        if (json.nextToken() != null) {
            throw Problem.unreadable("Something follows the JSON object.", "");
        }
        if (!hasContext) {
            throw NO_CONTEXT;
        }
    }

    private void readContext(JsonParser json, DecideRequest into) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problem.notValid("Must be an object.", "/context");
        }
        String targetingKey = null;
        String anonymousId = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "targetingKey" -> targetingKey = id(json, once(name));
                case "anonymousId" -> anonymousId = id(json, once(name));
                default -> readField(name, json, into);
            }
        }
        into.identify(targetingKey != null && targetingKey.equals(anonymousId) ? null : targetingKey, anonymousId);
    }

    private void readField(String name, JsonParser json, DecideRequest into) throws IOException {
        switch (name) {
            case "channel" ->
                into.channel(DecideRequestReader.text(json, once(name), DecideRequestReader.MAX_CHANNEL_CHARS));
            case "locale" -> into.locale(DecideRequestReader.locale(json, once(name)));
            case "placements" -> DecideRequestReader.readPlacements(json, once(name), into);
            case "consent" -> {
                once(name);
                consent.read(json, into);
            }
            case "tcf" -> into.tcf(DecideRequestReader.tcf(json, once(name)));
            case "timeoutMs" ->
                into.timeoutNanos(
                        DecideRequestReader.timeoutNanos(json, once(name), defaultTimeoutNanos, maxTimeoutMs));
            case "dryRun" -> into.dryRun(DecideRequestReader.bool(json, once(name)));
            default -> {
                if (name.equals("page") && json.currentToken() == JsonToken.VALUE_STRING) {
                    page = json.getText();
                }
                fields.readField(name, json, into);
            }
        }
    }

    /** Text that says nothing is an id that is missing: it is what an SDK sends for a visitor that it does not know. */
    private static @Nullable String id(JsonParser json, String pointer) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() == 0
                ? null
                : DecideRequestReader.id(json, pointer);
    }

    /** The pointer to a member of the context that may be there but once. */
    private String once(String name) {
        String pointer = "/context/" + name;
        if (!seen.add(name)) {
            throw Problem.unreadable("The member is there twice.", pointer);
        }
        return pointer;
    }
}
