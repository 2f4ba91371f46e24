package dev.kairos.arbitration;

/** Why a placement got its answer, or why an action did not get a placement. Its ordinal is stored: add at the end. */
public enum Reason {
    /** A proposed action won the placement. */
    TARGETED,
    /** No rule proposed anything for the placement. */
    NO_PROPOSAL,
    /** The purpose of the action is denied, or nothing is known of it and the pack asks for a grant. */
    NO_CONSENT,
    /** Outside the action's dates, or on a channel that it is not for. */
    NOT_VALID,
    /** A contact policy's limit is reached. */
    CAPPED,
    /** The customer belongs to a holdout that withholds the action. */
    HOLDOUT,
    /** A rule suppressed the action or its group. */
    SUPPRESSED,
    /** Another action scored higher, or this one had filled an earlier placement already. */
    OUTRANKED,
    /** The action has no treatment for the placement, channel and locale. */
    NO_TREATMENT,
    /** Time was up before the rules were through. */
    DEADLINE,
    /** The catalogue has no such placement. */
    UNKNOWN_PLACEMENT
}
