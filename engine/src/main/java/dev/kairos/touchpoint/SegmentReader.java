package dev.kairos.touchpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of the Segment family, as Segment's and RudderStack's own clients send them: one event, a batch
 * ({@code {"batch": […]}}), or a bare list of events. One body, one thread.
 *
 * <p>What is wrong with one event makes a bad row and leaves the others; only what is no JSON at all, or too much, is
 * refused whole.
 */
public final class SegmentReader {

    private final byte[] body;
    private final int length;
    private final Delivery delivery;
    private final List<EventDraft> drafts = new ArrayList<>();
    private @Nullable String writeKey;
    private Reading.@Nullable Refused refused;

    private SegmentReader(byte[] body, int length, Delivery delivery) {
        this.body = body;
        this.length = length;
        this.delivery = delivery;
    }

    /** @param body valid UTF-8 in its first {@code length} bytes; not kept */
    public static Reading read(byte[] body, int length, Delivery delivery) {
        if (length > EventLimits.BODY_BYTES) {
            return new Reading.Refused(
                    Reading.Why.TOO_LARGE, "A body of events has at most " + EventLimits.BODY_BYTES + " bytes.");
        }
        return new SegmentReader(body, length, delivery).read();
    }

    private Reading read() {
        EventDraft root = new EventDraft();
        boolean isBatch;
        try (JsonParser json = EventJsonFactory.parser(body, length)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_OBJECT) {
                isBatch = readRoot(json, root);
            } else if (first == JsonToken.START_ARRAY) {
                readRows(json);
                isBatch = true;
            } else {
                return notEvents();
            }
            if (refused == null && json.nextToken() != null) {
                return new Reading.Refused(Reading.Why.UNREADABLE, "Something follows the JSON.");
            }
        } catch (IOException malformed) {
            return EventJsonFactory.refused(malformed);
        }
        return refused != null ? refused : isBatch ? finish(root) : finishSingle(root);
    }

    private static Reading notEvents() {
        return new Reading.Refused(
                Reading.Why.UNREADABLE, "The body must be a JSON object: an event, or one with a 'batch' of events.");
    }

    /** Returns whether it was a batch. */
    private boolean readRoot(JsonParser json, EventDraft root) throws IOException {
        EventJson event = new EventJson(json, root);
        boolean isBatch = false;
        while (refused == null && json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (!name.equals("batch")) {
                event.member(name);
            } else if (token == JsonToken.START_ARRAY) {
                isBatch = true;
                drafts.clear();
                readRows(json);
            } else {
                refused = new Reading.Refused(Reading.Why.NOT_VALID, "'batch' must be an array of events.");
            }
        }
        writeKey = event.writeKey() == null ? writeKey : event.writeKey();
        if (!isBatch && refused == null) {
            complete(root, 0, length, 0);
        }
        return isBatch;
    }

    private void readRows(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (drafts.size() == EventLimits.BATCH_EVENTS) {
                refused = new Reading.Refused(
                        Reading.Why.TOO_LARGE, "A batch has at most " + EventLimits.BATCH_EVENTS + " events.");
                return;
            }
            drafts.add(readRow(json));
        }
    }

    private EventDraft readRow(JsonParser json) throws IOException {
        EventDraft draft = new EventDraft();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            draft.wrong("", "is no object");
            json.skipChildren();
            return draft;
        }
        int start = (int) json.currentTokenLocation().getByteOffset();
        EventJson event = new EventJson(json, draft);
        event.read();
        writeKey = writeKey == null ? event.writeKey() : writeKey;
        complete(draft, start, (int) json.currentLocation().getByteOffset(), drafts.size());
        return draft;
    }

    private void complete(EventDraft draft, int start, int end, int place) {
        if (end - start > EventLimits.EVENT_BYTES) {
            draft.wrong("", "an event has at most " + EventLimits.EVENT_BYTES + " bytes, this one " + (end - start));
        }
        if (draft.messageId == null && !draft.isWrong()) {
            draft.messageId =
                    draft.saidMs() != null ? MessageIds.ofContent(body, start, end, place) : MessageIds.ofNothing();
        }
    }

    /** The route's type comes first: some send members named type of their own. */
    private Reading finishSingle(EventDraft root) {
        if (delivery.type() != null) {
            root.type = delivery.type();
        }
        drafts.add(root);
        return new EventBuilder(delivery, null, new ContextDraft()).rows(drafts, writeKey);
    }

    private Reading finish(EventDraft root) {
        if (root.isWrong()) {
            BadRow bad = root.asBadRow(0);
            return new Reading.Refused(Reading.Why.NOT_VALID, bad.pointer() + ": " + bad.reason());
        }
        return new EventBuilder(delivery, root.sentMs, root.context).rows(drafts, writeKey);
    }
}
