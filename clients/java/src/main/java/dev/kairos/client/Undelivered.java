package dev.kairos.client;

/**
 * A touchpoint that was not delivered, as it would have been sent: to be kept and offered again, if that helps.
 *
 * @param messageId counts once on the server, however often the touchpoint is sent
 * @param json the event of a batch; empty when it could not be written
 * @param detail for people
 */
public record Undelivered(String messageId, String json, Reason reason, String detail) {

    /** Why a touchpoint was not delivered. */
    public enum Reason {
        /** The queue was full when it was offered. */
        FULL,
        /** It has a value that JSON has no form for, or is nested too deep. */
        NOT_VALID,
        /** It has more than 32 KiB. */
        TOO_LARGE,
        /** The server refused it and would refuse it again; the detail says why. */
        REJECTED,
        /** The client was closed before it was delivered. */
        CLOSED
    }
}
