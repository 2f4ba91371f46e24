package dev.kairos.touchpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a CloudEvent. {@code type} is the event's name, unless it is one of {@code identify}, {@code page},
 * {@code screen}, {@code group}, {@code alias}: then the data are read like the body of that call. {@code subject} is
 * the user, unless an extension {@code userid} or {@code anonymousid} says who it is; {@code data} are the properties;
 * {@code source} and {@code id} together make the message id, as together they are unique. Other extensions are
 * properties under {@code context.}.
 */
final class CloudEventMapping {

    private static final Set<String> NOT_CONTEXT = Set.of(
            "specversion",
            "id",
            "type",
            "subject",
            "time",
            "datacontenttype",
            "dataschema",
            "userid",
            "anonymousid",
            "channel",
            "partitionkey",
            "traceparent",
            "tracestate");

    private CloudEventMapping() {}

    /** Fills the draft, or says in it why it is no touchpoint. */
    static void map(CloudEventParts event, EventDraft draft) {
        if (event.wrong() != null) {
            draft.wrong("", event.wrong());
        }
        String version = event.get("specversion");
        if (version == null || !version.startsWith("1.")) {
            draft.wrong("/specversion", "the specversion must be 1.0");
        }
        String type = required(event, "type", draft);
        draft.messageId = messageId(required(event, "source", draft), required(event, "id", draft));
        if (draft.isWrong()) {
            return;
        }
        readData(event, type, draft);
        identify(event, draft);
        String time = event.get("time");
        draft.happenedMs = time == null ? draft.happenedMs : TimeText.parse(time);
        if (time != null && draft.happenedMs == null) {
            draft.wrong("/time", "must be a time such as 2026-03-01T12:00:00Z");
        }
        event.attributes().forEach((name, value) -> {
            if (!NOT_CONTEXT.contains(name) && draft.takesName(name)) {
                draft.context.properties.put("context." + name, value);
            }
        });
    }

    private static String required(CloudEventParts event, String name, EventDraft draft) {
        String value = event.get(name);
        if (value == null || value.isEmpty()) {
            draft.wrong('/' + name, "the attribute '" + name + "' is required");
            return "";
        }
        return value;
    }

    private static String messageId(String source, String id) {
        String both = source + ' ' + id;
        byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= EventLimits.MESSAGE_ID_BYTES ? both : MessageIds.ofContent(bytes, 0, bytes.length, 0);
    }

    private static void identify(CloudEventParts event, EventDraft draft) {
        String userId = event.get("userid");
        String anonymousId = event.get("anonymousid");
        if (userId == null && anonymousId == null && draft.userId == null && draft.anonymousId == null) {
            userId = event.get("subject");
        }
        draft.userId = userId == null || userId.isEmpty() ? draft.userId : userId;
        draft.anonymousId = anonymousId == null || anonymousId.isEmpty() ? draft.anonymousId : anonymousId;
        String channel = event.get("channel");
        draft.channel = channel == null ? draft.channel : channel;
    }

    private static void readData(CloudEventParts event, String type, EventDraft draft) {
        Touchpoint.Type call = callOf(type);
        draft.type = call == null ? Touchpoint.Type.TRACK : call;
        draft.event = type;
        if (!event.hasData()) {
            return;
        }
        if (!isJson(event.get("datacontenttype"))) {
            draft.wrong("/datacontenttype", "the data of CloudEvents is read as JSON only");
            return;
        }
        byte[] data = event.data();
        try (JsonParser json = EventJsonFactory.parser(data, data.length)) {
            boolean isObject = json.nextToken() == JsonToken.START_OBJECT;
            if (call != null && isObject) {
                readCall(json, draft);
            } else {
                readProperties(json, isObject, draft);
            }
            if (json.nextToken() != null) {
                draft.wrong("/data", "something follows the data");
            }
        } catch (IOException malformed) {
            draft.wrong("/data", "is no valid JSON");
        }
    }

    private static void readProperties(JsonParser json, boolean isObject, EventDraft draft) throws IOException {
        FlatJson flat = new FlatJson(json, draft, draft.properties);
        if (isObject) {
            flat.members("", "/data");
        } else {
            flat.value("data");
        }
    }

    /** All but the members that the CloudEvent says itself. */
    private static void readCall(JsonParser json, EventDraft draft) throws IOException {
        EventJson call = new EventJson(json, draft);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("type") || name.equals("messageId")) {
                json.skipChildren();
            } else {
                call.member(name);
            }
        }
    }

    private static Touchpoint.@Nullable Type callOf(String type) {
        for (Touchpoint.Type known : Touchpoint.Type.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(type)) {
                return known;
            }
        }
        return null;
    }

    private static boolean isJson(@Nullable String datacontenttype) {
        if (datacontenttype == null) {
            return true;
        }
        String type = datacontenttype.toLowerCase(Locale.ROOT);
        int semicolon = type.indexOf(';');
        String essence = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        return essence.equals("application/json") || essence.endsWith("+json");
    }
}
