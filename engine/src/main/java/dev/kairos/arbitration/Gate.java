package dev.kairos.arbitration;

/** The hard noes, in the order in which they are checked. Its ordinal is stored: add at the end. */
public enum Gate {
    NONE(Reason.TARGETED),
    VALIDITY(Reason.NOT_VALID),
    CHANNEL(Reason.NOT_VALID),
    CONSENT(Reason.NO_CONSENT),
    SUPPRESSION(Reason.SUPPRESSED),
    CONTACT_POLICY(Reason.CAPPED),
    HOLDOUT(Reason.HOLDOUT);

    private final Reason reason;

    Gate(Reason reason) {
        this.reason = reason;
    }

    /** The reason that an action stopped here is given. */
    public Reason reason() {
        return reason;
    }
}
