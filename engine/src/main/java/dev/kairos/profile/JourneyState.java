package dev.kairos.profile;

import org.jspecify.annotations.Nullable;

/**
 * Where on a journey somebody is.
 *
 * @param stage null when they are on none
 * @param sinceMs when the stage was entered, or the journey left
 * @param enteredMs when the journey was entered the last time
 * @param entries how often it was entered, at most 65,535
 * @param over whether the journey has ended or was left
 */
public record JourneyState(@Nullable String stage, long sinceMs, long enteredMs, int entries, boolean over) {

    static final int MAX_ENTRIES = 65_535;

    public JourneyState {
        entries = Math.min(MAX_ENTRIES, entries);
    }
}
