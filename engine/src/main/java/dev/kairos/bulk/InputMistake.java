package dev.kairos.bulk;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a profile that was sent or a row of a file.
 *
 * @param pointer where: a JSON pointer (RFC 6901), or the name of a column; empty for the whole
 * @param message what is wrong
 * @param hint what to do about it, or null when the message says it all
 */
public record InputMistake(
        String pointer, String message, @Nullable String hint) {

    /** {@code /attributes/age: 'x' is no whole number}, with the hint in brackets. */
    @Override
    public String toString() {
        String where = pointer.isEmpty() ? "" : pointer + ": ";
        return hint == null ? where + message : where + message + " (" + hint + ")";
    }
}
