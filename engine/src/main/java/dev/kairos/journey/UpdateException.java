package dev.kairos.journey;

/** Profiles cannot be written, or not be brought up to date. Says why, and what to do. */
public class UpdateException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public UpdateException(String message) {
        super(message);
    }

    public UpdateException(String message, Throwable cause) {
        super(message, cause);
    }
}
