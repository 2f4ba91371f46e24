package dev.kairos.touchpoint;

import java.util.Objects;

/**
 * What was said of one purpose.
 *
 * @param atMs when it was said, milliseconds since 1970
 * @param evidence where it was said, such as {@code banner v3}; empty when unsaid
 */
public record ConsentStatement(String purpose, Word word, long atMs, String evidence) {

    /** The ordinal is stored: add at the end. */
    public enum Word {
        GRANTED,
        DENIED,
        WITHDRAWN
    }

    public ConsentStatement {
        Objects.requireNonNull(purpose);
        Objects.requireNonNull(word);
        Objects.requireNonNull(evidence);
    }
}
