package dev.kairos.cli;

/** A command cannot do what it was asked to, for a reason that its user can act on. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
