package dev.kairos.http;

import org.jspecify.annotations.Nullable;

/** The server cannot listen as it is told to. The message says why and what to do, for whoever started it. */
public final class ServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
