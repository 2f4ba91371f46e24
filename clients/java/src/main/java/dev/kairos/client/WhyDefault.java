package dev.kairos.client;

/** Why a call was answered with the caller's default and not by the server. */
public enum WhyDefault {
    /** The deadline has passed. */
    LATE,
    /** No connection, or it broke. */
    UNREACHABLE,
    /** Many calls in a row failed, so the server is left alone for a while. */
    CIRCUIT_OPEN,
    /** More calls are waiting than the client was built for. */
    SATURATED,
    /** The server says that the call or its key is wrong (4xx); the detail says what. */
    REJECTED,
    /** The server could not answer (5xx): overloaded, starting, stopping or broken. */
    SERVER_FAILED,
    /** What came back is no answer to a decide call. */
    UNREADABLE,
    /** The client was closed. */
    CLOSED;

    /** Whether it speaks against the server or the way to it. */
    boolean isFailure() {
        return switch (this) {
            case LATE, UNREACHABLE, SERVER_FAILED, UNREADABLE -> true;
            case CIRCUIT_OPEN, SATURATED, REJECTED, CLOSED -> false;
        };
    }

    /** {@code CLIENT_LATE} and so on: as the client for web pages says it. */
    String reason() {
        return "CLIENT_" + name();
    }
}
