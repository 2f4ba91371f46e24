package dev.kairos.journey;

import dev.kairos.profile.JourneyState;
import java.util.Map;

/**
 * Where somebody is.
 *
 * @param states by the journey's name, in its order; journeys that were never entered have none
 * @param dueMs when the passing of time alone will change it, in milliseconds since 1970; 0 when never
 */
public record Evaluation(Map<String, JourneyState> states, long dueMs) {}
