package dev.kairos.touchpoint;

/** Bytes that are no touchpoint of a version that is known. */
public final class UnreadableTouchpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableTouchpointException(String message) {
        super(message, null, false, false);
    }
}
