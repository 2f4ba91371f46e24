package dev.kairos.rules;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a touchpoint sets off, in the order in which it happens: first the triggers that it meets, then rule by
 * rule what they say, each rule's in its own order. Called from inside {@link TouchpointSession#fire}, which must not be
 * called again before it has returned. What a rule says arrives only once the rule has come to its end.
 */
public interface Effects {

    /** @param index a place in {@link RuleBook#triggers()} */
    void trigger(int index);

    /**
     * @param attribute the name of an attribute of the person
     * @param value of the attribute's Java type and within its limits; null to make it missing
     */
    void set(String attribute, @Nullable Object value);

    /** @param stage one that the journey has */
    void move(String journey, String stage);

    /**
     * @param arguments by name, sorted: texts, longs, doubles, booleans, instants, and lists of texts; the map is the
     *     receiver's to keep
     */
    void act(String system, String action, Map<String, Object> arguments);
}
