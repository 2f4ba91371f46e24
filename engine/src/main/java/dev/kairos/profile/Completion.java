package dev.kairos.profile;

import java.util.List;
import java.util.Map;

/**
 * Works out where on their journeys a customer is. A pure function: the store asks it again whenever it joins the paths
 * of several identities, or parts them.
 */
public interface Completion {

    /** For packs without journeys. */
    Completion NONE = new Completion() {

        @Override
        public Whereabouts complete(Map<String, JourneyState> base, List<PathItem> path, long nowMs) {
            return Whereabouts.NOWHERE;
        }

        @Override
        public Map<String, JourneyState> fold(Map<String, JourneyState> base, List<PathItem> path, int count) {
            return base;
        }
    };

    /**
     * @param states by the journey's name
     * @param dueMs when the passing of time alone will change it, in milliseconds since the epoch; 0 when never
     * @param definition of the journeys that it was worked out by; 0 when nobody knows
     */
    record Whereabouts(Map<String, JourneyState> states, long dueMs, int definition) {

        public static final Whereabouts NOWHERE = new Whereabouts(Map.of(), 0, 0);
    }

    /**
     * @param base where the customer was before the path, by the journey's name
     * @param path in its order
     */
    Whereabouts complete(Map<String, JourneyState> base, List<PathItem> path, long nowMs);

    /** Where the customer is after the first {@code count} items, which is less than there are. */
    Map<String, JourneyState> fold(Map<String, JourneyState> base, List<PathItem> path, int count);
}
