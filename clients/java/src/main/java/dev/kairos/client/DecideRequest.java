package dev.kairos.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is where, and which placements want filling. Immutable, so it may be sent any number of times by any thread.
 *
 * <pre>{@code
 * DecideRequest.builder("web", "home.hero", "home.sidebar")
 *         .userId("c-42")
 *         .context("page", "/checkout")
 *         .defaultFragment("home.hero", "default-hero")
 *         .build();
 * }</pre>
 */
public final class DecideRequest {

    private final List<String> placements;
    private final Map<String, String> defaults;
    private final Duration timeout;
    private final boolean globalPrivacyControl;
    private final String members;

    private DecideRequest(Builder builder) {
        placements = List.copyOf(builder.placements);
        defaults = Map.copyOf(builder.defaults);
        timeout = builder.timeout;
        globalPrivacyControl = builder.globalPrivacyControl;
        String object = JsonWriter.write(builder.members());
        members = object.substring(0, object.length() - 1);
    }

    /**
     * @param channel where the customer is, such as {@code web}
     * @param placements what wants filling, at least one
     */
    public static Builder builder(String channel, String... placements) {
        return new Builder(channel, placements);
    }

    List<String> placements() {
        return placements;
    }

    Map<String, String> defaults() {
        return defaults;
    }

    /** Null for the client's own. */
    Duration timeout() {
        return timeout;
    }

    boolean globalPrivacyControl() {
        return globalPrivacyControl;
    }

    /** The body, with what the server has of the time. */
    String body(long timeoutMs) {
        return members + ",\"timeoutMs\":" + timeoutMs + '}';
    }

    /** Makes one; for one thread. */
    public static final class Builder {

        private final String channel;
        private final Set<String> placements = new LinkedHashSet<>();
        private final Map<String, Object> ids = new LinkedHashMap<>();
        private final Map<String, Object> context = new LinkedHashMap<>();
        private final Map<String, Object> consent = new LinkedHashMap<>();
        private final Map<String, String> defaults = new LinkedHashMap<>();
        private final Map<String, Object> flags = new LinkedHashMap<>();
        private Duration timeout;
        private boolean globalPrivacyControl;

        private Builder(String channel, String... placements) {
            this.channel = channel;
            placements(placements);
        }

        public Builder placements(String... more) {
            placements.addAll(List.of(more));
            return this;
        }

        /** Null is nobody known. */
        public Builder userId(String userId) {
            ids.put("userId", userId);
            return this;
        }

        /** One of the two ids is enough; this one does not count when there is a user id. */
        public Builder anonymousId(String anonymousId) {
            ids.put("anonymousId", anonymousId);
            return this;
        }

        /** A language tag such as {@code de-CH}. */
        public Builder locale(String locale) {
            flags.put("locale", locale);
            return this;
        }

        /**
         * A context field of the pack; one that it does not declare is passed over.
         *
         * @param value a string, number, boolean, enum, time, or a list or map of these; null is no value
         */
        public Builder context(String name, Object value) {
            context.put(name, value);
            return this;
        }

        public Builder context(Map<String, ?> fields) {
            context.putAll(fields);
            return this;
        }

        /** For this call. What the profile says holds as well, and the strictest wins. */
        public Builder consent(String purpose, boolean granted) {
            consent.put(purpose, granted);
            return this;
        }

        /** An IAB TCF v2.2 consent string, as the page's consent manager has it. */
        public Builder tcf(String consentString) {
            flags.put("tcf", consentString);
            return this;
        }

        /** Whether the customer's browser sent {@code Sec-GPC: 1}; to be passed on. */
        public Builder globalPrivacyControl(boolean on) {
            globalPrivacyControl = on;
            return this;
        }

        /** What is shown in the placement if no answer comes in time; goes before the client's own defaults. */
        public Builder defaultFragment(String placement, String fragment) {
            defaults.put(placement, fragment);
            return this;
        }

        /** How long the caller waits, all in all; otherwise the client's own timeout. */
        public Builder timeout(Duration timeout) {
            this.timeout = Checks.positive("timeout", timeout);
            return this;
        }

        public Builder explain() {
            flags.put("explain", true);
            return this;
        }

        /** Leaves no trace on the server: no count and no log. */
        public Builder dryRun() {
            flags.put("dryRun", true);
            return this;
        }

        /** @throws IllegalArgumentException without an id, a channel or a placement, or with a value that JSON has no form for */
        public DecideRequest build() {
            ids.values().removeIf(id -> id == null);
            Checks.that(!ids.isEmpty(), "a decide call needs a userId or an anonymousId");
            Checks.that(channel != null && !channel.isEmpty(), "a decide call needs a channel");
            Checks.that(!placements.isEmpty(), "a decide call needs at least one placement");
            return new DecideRequest(this);
        }

        private Map<String, Object> members() {
            Map<String, Object> members = new LinkedHashMap<>(ids);
            members.put("channel", channel);
            members.put("placements", new ArrayList<>(placements));
            if (!context.isEmpty()) {
                members.put("context", context);
            }
            if (!consent.isEmpty()) {
                members.put("consent", consent);
            }
            flags.forEach((name, value) -> {
                if (value != null) {
                    members.put(name, value);
                }
            });
            return members;
        }
    }
}
