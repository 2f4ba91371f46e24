package dev.kairos.rules;

import dev.kairos.schema.TriggerKey;
import org.jspecify.annotations.Nullable;

/**
 * A condition on touchpoints that a journey's transition or a counter has, matched in the same network as the rules on
 * touchpoints.
 *
 * @param key its stable name: {@link TriggerKey}
 * @param event the touchpoint's name
 * @param when what else must hold, in the syntax between the brackets of {@code Moment( … )}; null when nothing must
 * @param file where it is declared, relative to the pack's folder
 * @param line 1-based
 */
public record Trigger(String key, String event, @Nullable String when, String file, int line) {

    public static Trigger of(String event, @Nullable String when, String file, int line) {
        return new Trigger(TriggerKey.of(event, when), event, when, file, line);
    }
}
