package dev.kairos.catalogue;

import java.util.Locale;
import java.util.Optional;

/** The factors of a score. A factor that a catalogue switches off counts as 1. */
public enum Factor {
    PROPENSITY,
    CONTEXT,
    VALUE,
    LEVER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Factor> ofWord(String word) {
        for (Factor factor : values()) {
            if (factor.word().equals(word)) {
                return Optional.of(factor);
            }
        }
        return Optional.empty();
    }
}
