package dev.kairos.metrics;

import java.util.Locale;

/** The steps of the decide path that are timed, and two things around it. */
public enum Step {
    PARSE,
    PROFILE,
    RULES,
    ARBITRATION,
    WRITE,
    /** From the whole body read to the answer handed over. */
    WHOLE,
    /** How long work waits for its event loop. */
    LOOP_WAIT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
