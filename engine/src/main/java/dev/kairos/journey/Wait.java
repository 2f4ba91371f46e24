package dev.kairos.journey;

/** What a sender waits for. */
public enum Wait {
    /** The journal has it. */
    NONE,
    /** The profile has it as well: a decision that starts from then on sees it. */
    APPLIED
}
