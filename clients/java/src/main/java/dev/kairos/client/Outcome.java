package dev.kairos.client;

/** What became of a placement's answer, told with its {@link Decision#token()}. Each counts once. */
public enum Outcome {
    /** The customer has seen it; that it was fetched is none. */
    IMPRESSION("Kairos Impression"),
    CLICK("Kairos Click"),
    CONVERSION("Kairos Conversion"),
    DISMISSAL("Kairos Dismissal"),
    REJECTION("Kairos Rejection");

    private final String event;

    Outcome(String event) {
        this.event = event;
    }

    String event() {
        return event;
    }
}
