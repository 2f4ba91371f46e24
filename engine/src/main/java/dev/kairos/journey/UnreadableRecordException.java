package dev.kairos.journey;

import org.jspecify.annotations.Nullable;

/** Bytes that are no record of a version that is known. Says nothing of what is in them. */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
