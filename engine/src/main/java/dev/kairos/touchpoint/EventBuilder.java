package dev.kairos.touchpoint;

import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes touchpoints of drafts, the same way for every form in which they come. One delivery, one thread. */
final class EventBuilder {

    private final Delivery delivery;
    private final @Nullable Long batchSentMs;
    private final ContextDraft batchContext;

    /** @param batchContext what the batch says for each of its events */
    EventBuilder(Delivery delivery, @Nullable Long batchSentMs, ContextDraft batchContext) {
        this.delivery = delivery;
        this.batchSentMs = batchSentMs;
        this.batchContext = batchContext;
    }

    /** Touchpoints of the good ones among the drafts of the delivery, which are in its order. */
    Reading.Rows rows(List<EventDraft> drafts, @Nullable String writeKey) {
        RowOrder.set(drafts, delivery.anonymousId());
        List<Touchpoint> good = new ArrayList<>(drafts.size());
        List<BadRow> bad = new ArrayList<>(0);
        for (int i = 0; i < drafts.size(); i++) {
            Touchpoint touchpoint = build(drafts.get(i));
            if (touchpoint == null) {
                bad.add(drafts.get(i).asBadRow(i));
            } else {
                good.add(touchpoint);
            }
        }
        return new Reading.Rows(good, bad, writeKey);
    }

    /** The touchpoint, or null when it is none: then the draft says why. */
    private @Nullable Touchpoint build(EventDraft draft) {
        Touchpoint.Type type = type(draft);
        if (type == null || draft.isWrong()) {
            return null;
        }
        Who who = who(draft, type);
        String event = type == Touchpoint.Type.TRACK ? name(draft) : type.event();
        String messageId = draft.messageId;
        check(messageId, "/messageId", EventLimits.MESSAGE_ID_BYTES, draft);
        if (draft.isWrong() || who == null || messageId == null) {
            return null;
        }
        long eventMs = eventMs(draft);
        Contents contents = contents(draft, type, event, eventMs);
        When when = new When(eventMs, delivery.receivedMs());
        return draft.isWrong() ? null : new Touchpoint(type, messageId, who, event, when, contents);
    }

    private long eventMs(EventDraft draft) {
        Long saidMs = draft.saidMs();
        if (saidMs == null) {
            return delivery.receivedMs() - draft.unsaidMs;
        }
        Long sentMs = draft.sentMs == null ? batchSentMs : draft.sentMs;
        return ClockSkew.eventMs(saidMs, sentMs, delivery.receivedMs(), delivery.retried());
    }

    private Touchpoint.@Nullable Type type(EventDraft draft) {
        if (draft.type != null) {
            return draft.type;
        }
        if (draft.hasOtherType || delivery.type() == null) {
            draft.wrong("/type", "a type is required: track, identify, page, screen, group or alias");
        }
        return delivery.type();
    }

    private @Nullable Who who(EventDraft draft, Touchpoint.Type type) {
        String anonymousId = draft.anonymousId == null ? delivery.anonymousId() : draft.anonymousId;
        id(draft.userId, "/userId", draft);
        id(anonymousId, "/anonymousId", draft);
        id(draft.previousId, "/previousId", draft);
        id(draft.groupId, "/groupId", draft);
        if (draft.userId == null && anonymousId == null) {
            draft.wrong("/userId", "a userId or an anonymousId is required");
            return null;
        }
        if (type == Touchpoint.Type.ALIAS && draft.userId == null) {
            draft.wrong("/userId", "an alias needs a userId");
        } else if (type == Touchpoint.Type.ALIAS && draft.previousId == null && anonymousId == null) {
            draft.wrong("/previousId", "an alias needs a previousId");
        } else if (type == Touchpoint.Type.GROUP && draft.groupId == null) {
            draft.wrong("/groupId", "a group needs a groupId");
        }
        return draft.isWrong() ? null : new Who(draft.userId, anonymousId, draft.previousId, group(draft, type));
    }

    private static void id(@Nullable String id, String pointer, EventDraft draft) {
        String problem = id == null ? null : ProfileKey.problemWith(id);
        if (problem != null) {
            draft.wrong(pointer, problem);
        }
    }

    private static @Nullable GroupId group(EventDraft draft, Touchpoint.Type type) {
        if (type != Touchpoint.Type.GROUP || draft.groupId == null) {
            return null;
        }
        Object kind = draft.groupType != null
                ? draft.groupType
                : draft.traits.getOrDefault("groupType", draft.context.properties.get("context.groupType"));
        boolean household = "household".equals(kind);
        return new GroupId(household ? Kind.HOUSEHOLD : Kind.COMPANY, draft.groupId);
    }

    private static String name(EventDraft draft) {
        String event = draft.event;
        if (event == null || event.isBlank()) {
            draft.wrong("/event", "a track needs an event");
            return "";
        }
        if (event.length() > EventLimits.NAME_CHARS) {
            draft.wrong("/event", "an event's name has at most " + EventLimits.NAME_CHARS + " characters");
        }
        return event;
    }

    private static void check(@Nullable String text, String pointer, int maxBytes, EventDraft draft) {
        if (text != null && text.length() > maxBytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            draft.wrong(pointer, "has at most " + maxBytes + " bytes of UTF-8");
        }
    }

    private Contents contents(EventDraft draft, Touchpoint.Type type, String event, long eventMs) {
        TreeMap<String, @Nullable Object> properties = draft.properties;
        if (type == Touchpoint.Type.PAGE || type == Touchpoint.Type.SCREEN) {
            putIfAbsent(properties, "name", draft.name);
            putIfAbsent(properties, "category", draft.category);
        }
        draft.context.properties.forEach(properties::putIfAbsent);
        batchContext.properties.forEach(properties::putIfAbsent);
        TreeMap<String, @Nullable Object> traits = draft.traits;
        addContextTraits(draft.context.traits, type, properties, traits);
        addContextTraits(batchContext.traits, type, properties, traits);
        OutcomeReport outcome = type == Touchpoint.Type.TRACK ? Outcomes.take(event, draft) : null;
        return new Contents(
                channel(draft),
                Properties.of(properties),
                Properties.of(traits),
                draft.consent.statements(eventMs, delivery.gpc(), draft.context.consent, batchContext.consent),
                outcome);
    }

    private static void putIfAbsent(Map<String, @Nullable Object> into, String name, @Nullable String value) {
        if (value != null) {
            into.putIfAbsent(name, value);
        }
    }

    /** RudderStack says the traits of an identify in the context; with other types they only describe. */
    private static void addContextTraits(
            Map<String, @Nullable Object> contextTraits,
            Touchpoint.Type type,
            Map<String, @Nullable Object> properties,
            Map<String, @Nullable Object> traits) {
        if (type == Touchpoint.Type.IDENTIFY) {
            contextTraits.forEach(traits::putIfAbsent);
        } else {
            contextTraits.forEach((name, value) -> properties.putIfAbsent("context.traits." + name, value));
        }
    }

    private String channel(EventDraft draft) {
        Object channel = draft.channel;
        if (channel == null) {
            channel = draft.properties.get("context.channel");
        }
        if (!(channel instanceof String text)) {
            return "";
        }
        if (text.length() > EventLimits.CHANNEL_CHARS) {
            draft.wrong("/channel", "a channel has at most " + EventLimits.CHANNEL_CHARS + " characters");
            return "";
        }
        return text;
    }
}
