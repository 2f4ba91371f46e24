package dev.kairos.bench;

import java.util.Locale;
import java.util.Optional;

/** What a call of the load is for. */
public enum CallKind {
    DECIDE,
    TOUCHPOINT,
    OUTCOME;

    /** As in options, tags and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CallKind> ofWord(String word) {
        for (CallKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
