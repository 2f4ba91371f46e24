package dev.kairos.client;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Something that a customer did or met. Needs a user id or an anonymous id. For one thread until it is offered; what
 * is changed then has no effect.
 *
 * <pre>{@code
 * client.offer(Touchpoint.track("Order Completed").userId("c-42").property("total", 129.95));
 * }</pre>
 *
 * Values are strings, numbers, booleans, enums, times, and lists and maps of these; null is no value.
 */
public final class Touchpoint {

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, Object> traits = new LinkedHashMap<>();
    private final Map<String, Object> context = new LinkedHashMap<>();
    private final Map<String, Object> consent = new LinkedHashMap<>();
    private String messageId;

    private Touchpoint(String type) {
        members.put("type", type);
    }

    /** Something happened. */
    public static Touchpoint track(String event) {
        return new Touchpoint("track").member("event", event);
    }

    /** A page was seen. */
    public static Touchpoint page(String name) {
        return new Touchpoint("page").member("name", name);
    }

    /** A screen of an app was seen. */
    public static Touchpoint screen(String name) {
        return new Touchpoint("screen").member("name", name);
    }

    /** Who it is: traits become attributes; a user id and an anonymous id in it are one person. */
    public static Touchpoint identify() {
        return new Touchpoint("identify");
    }

    /** What they belong to; a company unless {@link #household()}. Traits are the group's. */
    public static Touchpoint group(String groupId) {
        return new Touchpoint("group").member("groupId", groupId);
    }

    /** The previous id and the {@link #userId} are one person. */
    public static Touchpoint alias(String previousId) {
        return new Touchpoint("alias").member("previousId", previousId);
    }

    /** What became of an answer, by the token of its {@link Decision}. */
    public static Touchpoint outcome(Outcome outcome, String token) {
        return track(outcome.event()).property("token", token);
    }

    public Touchpoint userId(String userId) {
        return member("userId", userId);
    }

    public Touchpoint anonymousId(String anonymousId) {
        return member("anonymousId", anonymousId);
    }

    public Touchpoint channel(String channel) {
        return member("channel", channel);
    }

    /** The group is a household. */
    public Touchpoint household() {
        return member("groupType", "household");
    }

    public Touchpoint property(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    public Touchpoint properties(Map<String, ?> more) {
        properties.putAll(more);
        return this;
    }

    public Touchpoint trait(String name, Object value) {
        traits.put(name, value);
        return this;
    }

    public Touchpoint traits(Map<String, ?> more) {
        traits.putAll(more);
        return this;
    }

    public Touchpoint context(String name, Object value) {
        context.put(name, value);
        return this;
    }

    /** What the customer said about a purpose of the pack. */
    public Touchpoint consent(String purpose, boolean granted) {
        consent.put(purpose, granted);
        return this;
    }

    /** When it happened; when it is accepted, otherwise. */
    public Touchpoint timestamp(Instant happenedAt) {
        return member("timestamp", happenedAt);
    }

    /** Counts once on the server; made when it is accepted, otherwise. */
    public Touchpoint messageId(String messageId) {
        this.messageId = messageId;
        return this;
    }

    private Touchpoint member(String name, Object value) {
        members.put(name, value);
        return this;
    }

    String messageIdOrNew() {
        return messageId == null ? UUID.randomUUID().toString() : messageId;
    }

    /** @throws IllegalArgumentException with a value that JSON has no form for */
    String json(String id, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>(members);
        event.put("messageId", id);
        event.putIfAbsent("timestamp", now.truncatedTo(ChronoUnit.MILLIS));
        put(event, "properties", properties);
        put(event, "traits", traits);
        put(event, "context", context);
        put(event, "consent", consent);
        event.values().removeIf(value -> value == null);
        return JsonWriter.write(event);
    }

    private static void put(Map<String, Object> event, String name, Map<String, Object> values) {
        if (!values.isEmpty()) {
            event.put(name, values);
        }
    }
}
