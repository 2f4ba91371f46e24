package dev.kairos.catalogue;

import java.util.Locale;
import java.util.Optional;

/** What became of an answer. Its ordinal is stored: add at the end. */
public enum Outcome {
    IMPRESSION,
    CLICK,
    CONVERSION,
    DISMISSAL,
    REJECTION;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Outcome> ofWord(String word) {
        for (Outcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }
}
