package dev.kairos.touchpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads CloudEvents 1.0 in HTTP's binary, structured and batch modes, with data in JSON. What becomes of their
 * attributes is in {@link CloudEventMapping}. One body, one thread.
 */
public final class CloudEventReader {

    private static final String STRUCTURED = "application/cloudevents";
    private static final String BATCH = "application/cloudevents-batch";
    private static final String HEADER = "ce-";
    private static final Reading.Refused OTHER_FORMAT = new Reading.Refused(
            Reading.Why.FORMAT, "CloudEvents are read as JSON: application/cloudevents+json or -batch+json.");
    private static final Reading.Refused OTHER_DATA =
            new Reading.Refused(Reading.Why.FORMAT, "The data of CloudEvents is read as JSON only.");

    private final byte[] body;
    private final int length;
    private final Delivery delivery;
    private final List<EventDraft> drafts = new ArrayList<>();

    private CloudEventReader(byte[] body, int length, Delivery delivery) {
        this.body = body;
        this.length = length;
        this.delivery = delivery;
    }

    /** Whether a request with these headers (by lower-case name) carries CloudEvents. */
    public static boolean isMeant(Map<String, String> headers) {
        return essence(headers).startsWith(STRUCTURED)
                || headers.containsKey("ce-specversion")
                || headers.containsKey("ce-type");
    }

    /**
     * @param body valid UTF-8 in its first {@code length} bytes; not kept
     * @param delivery with the headers {@code content-type} and {@code ce-…}
     */
    public static Reading read(byte[] body, int length, Delivery delivery) {
        if (length > EventLimits.BODY_BYTES) {
            return new Reading.Refused(
                    Reading.Why.TOO_LARGE, "A body of events has at most " + EventLimits.BODY_BYTES + " bytes.");
        }
        CloudEventReader reader = new CloudEventReader(body, length, delivery);
        String type = essence(delivery.headers());
        try {
            if (!type.startsWith(STRUCTURED)) {
                return reader.binary(type);
            }
            String format = type.substring(type.startsWith(BATCH) ? BATCH.length() : STRUCTURED.length());
            if (!format.isEmpty() && !format.equals("+json")) {
                return OTHER_FORMAT;
            }
            return type.startsWith(BATCH) ? reader.batch() : reader.structured();
        } catch (IOException malformed) {
            return EventJsonFactory.refused(malformed);
        }
    }

    private static String essence(Map<String, String> headers) {
        String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    }

    private Reading binary(String type) {
        boolean isJson = type.isEmpty() || type.equals("application/json") || type.endsWith("+json");
        if (length > 0 && !isJson) {
            return OTHER_DATA;
        }
        CloudEventParts event = new CloudEventParts(body);
        delivery.headers().forEach((name, value) -> {
            if (name.startsWith(HEADER)) {
                event.attribute(name.substring(HEADER.length()), PercentText.decode(value));
            }
        });
        if (length > 0) {
            event.dataAt(0, length);
        }
        CloudEventMapping.map(event, addedDraft());
        return rows();
    }

    private Reading structured() throws IOException {
        try (JsonParser json = EventJsonFactory.parser(body, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Reading.Refused(Reading.Why.UNREADABLE, "The body must be one CloudEvent, a JSON object.");
            }
            readOne(json);
            return json.nextToken() == null ? rows() : more();
        }
    }

    private Reading batch() throws IOException {
        try (JsonParser json = EventJsonFactory.parser(body, length)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return new Reading.Refused(Reading.Why.UNREADABLE, "The body must be a JSON array of CloudEvents.");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (drafts.size() == EventLimits.BATCH_EVENTS) {
                    return new Reading.Refused(
                            Reading.Why.TOO_LARGE, "A batch has at most " + EventLimits.BATCH_EVENTS + " events.");
                }
                readOne(json);
            }
            return json.nextToken() == null ? rows() : more();
        }
    }

    private static Reading more() {
        return new Reading.Refused(Reading.Why.UNREADABLE, "Something follows the JSON.");
    }

    private Reading rows() {
        return new EventBuilder(delivery, null, new ContextDraft()).rows(drafts, null);
    }

    private void readOne(JsonParser json) throws IOException {
        EventDraft draft = addedDraft();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            draft.wrong("", "is no object");
            return;
        }
        int start = (int) json.currentTokenLocation().getByteOffset();
        CloudEventParts event = new CloudEventParts(body);
        event.read(json);
        int bytes = (int) json.currentLocation().getByteOffset() - start;
        if (bytes > EventLimits.EVENT_BYTES) {
            draft.wrong("", "an event has at most " + EventLimits.EVENT_BYTES + " bytes, this one " + bytes);
        } else {
            CloudEventMapping.map(event, draft);
        }
    }

    private EventDraft addedDraft() {
        EventDraft draft = new EventDraft();
        drafts.add(draft);
        return draft;
    }
}
