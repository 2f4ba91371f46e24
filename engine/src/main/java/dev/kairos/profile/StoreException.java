package dev.kairos.profile;

import org.jspecify.annotations.Nullable;

/** The store cannot be opened, resized or read; the message says what to do. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        this(message, null);
    }

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
