package dev.kairos.journey;

/** What became of touchpoints that were handed in. One for all of them: if one was not taken, all are to be sent again. */
public enum Receipt {
    /** All are in the journal, and applied when that was waited for. */
    TAKEN("all are in the journal"),
    /** Too many are waiting to be written. */
    BUSY("more touchpoints are waiting than the journal takes: send them again later"),
    /** The server is stopping. */
    CLOSED("the journal is closed or closing"),
    /** The disk did not take one. */
    FAILED("the journal could not be written; the log says why"),
    /** One is larger than the journal takes. */
    TOO_LARGE("a touchpoint is too large");

    private final String message;

    Receipt(String message) {
        this.message = message;
    }

    /** For the one who sent them. */
    public String message() {
        return message;
    }
}
