package dev.kairos.decision;

/** What is true of a decision as a whole. Its ordinal is a bit of the stored record: add at the end, 16 at most. */
public enum DecisionFlag {
    /** Answered late, with the best so far or fallbacks. */
    DEGRADED,
    /** The channel asked for an explanation. */
    EXPLAIN,
    /** A profile was found. */
    KNOWN,
    /** Something did not fit into the record or was cut. */
    TRUNCATED,
    /** A profile snapshot was due but did not fit. */
    SNAPSHOT_OMITTED;

    int bit() {
        return 1 << ordinal();
    }
}
