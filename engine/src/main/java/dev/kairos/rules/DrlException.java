package dev.kairos.rules;

import org.jspecify.annotations.Nullable;

/** Gives up on one part of a rule, with what its author is told. Never leaves this package. */
final class DrlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String hint;

    DrlException(int line, String message, @Nullable String hint) {
        super(message, null, false, false);
        this.line = line;
        this.hint = hint == null ? "" : hint;
    }

    int line() {
        return line;
    }

    String hint() {
        return hint;
    }
}
