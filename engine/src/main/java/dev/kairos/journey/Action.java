package dev.kairos.journey;

import dev.kairos.profile.Identity;
import java.util.Map;

/**
 * Something that a rule wants another system to do.
 *
 * @param who the person whom it is about, as the touchpoint named them
 * @param event the touchpoint, or the stage as {@code journey:stage}, that the rule fired on
 * @param atMs of the journal when the rule fired, milliseconds since 1970
 * @param arguments texts, longs, doubles, booleans, instants, lists of texts; sorted by name
 */
public record Action(
        Identity who, String event, long atMs, String system, String action, Map<String, Object> arguments) {}
