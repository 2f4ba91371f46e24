package dev.kairos.schema;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way on: a touchpoint, or time that passes, leads to a stage or out of the journey.
 *
 * @param trigger the stable key of the touchpoint's condition, see {@link TriggerKey}; empty for a passing of time
 * @param event name of the touchpoint; null for a passing of time
 * @param when the condition on it, as for {@link Counter#when()}; null when there is none
 * @param after for a passing of time: how long after the stage was entered; else null
 * @param silence whether that time begins again with each step of the customer's path, so that it is a time in which
 *     nothing happened at all
 * @param to the stage that it leads to; null when it leaves the journey
 */
public record Transition(
        String trigger,
        @Nullable String event,
        @Nullable String when,
        @Nullable Duration after,
        boolean silence,
        @Nullable String to) {

    public Transition {
        if ((event == null) == (after == null) || trigger.isEmpty() != (event == null) || (silence && after == null)) {
            throw new IllegalArgumentException("a transition is on an event or after a time");
        }
    }

    /** On a touchpoint. */
    public static Transition on(String event, @Nullable String when, @Nullable String to) {
        return new Transition(TriggerKey.of(event, when), Objects.requireNonNull(event), when, null, false, to);
    }

    /** After the stage has lasted for a time. */
    public static Transition after(Duration after, @Nullable String to) {
        return new Transition("", null, null, Objects.requireNonNull(after), false, to);
    }

    /** After the customer did nothing for a time. */
    public static Transition afterSilence(Duration after, @Nullable String to) {
        return new Transition("", null, null, Objects.requireNonNull(after), true, to);
    }

    public boolean isTimed() {
        return after != null;
    }
}
