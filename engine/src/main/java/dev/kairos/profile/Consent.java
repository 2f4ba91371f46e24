package dev.kairos.profile;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a customer said about a purpose.
 *
 * @param at when it was said, kept to the millisecond
 * @param evidence how it is known, in a few words of whoever told: at most {@value #MAX_EVIDENCE_BYTES} bytes of UTF-8;
 *     empty when nothing was told
 */
public record Consent(Status status, Instant at, String evidence) {

    /** The most that is kept of an evidence, in bytes of UTF-8. */
    public static final int MAX_EVIDENCE_BYTES = 256;

    /** Its ordinal is stored: add at the end. */
    public enum Status {
        DENIED,
        GRANTED,
        /** Granted once, and taken back. */
        WITHDRAWN;

        private static final Status[] ALL = values();

        private final String word = name().toLowerCase(Locale.ROOT);

        /** As it is written in files and calls. */
        public String word() {
            return word;
        }

        public static Optional<Status> ofWord(String word) {
            for (Status status : ALL) {
                if (status.word.equals(word)) {
                    return Optional.of(status);
                }
            }
            return Optional.empty();
        }

        public static Status of(boolean granted) {
            return granted ? GRANTED : DENIED;
        }
    }

    public Consent {
        Objects.requireNonNull(status);
        Objects.requireNonNull(at);
        Objects.requireNonNull(evidence);
    }

    /** As much of an evidence as is kept, cut between two characters. */
    public static String cut(String evidence) {
        int bytes = 0;
        int at = 0;
        while (at < evidence.length()) {
            int character = evidence.codePointAt(at);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > MAX_EVIDENCE_BYTES) {
                return evidence.substring(0, at);
            }
            at += Character.charCount(character);
        }
        return evidence;
    }

    /** Granted or denied, without a word on how it is known. */
    public Consent(boolean granted, Instant at) {
        this(Status.of(granted), at, "");
    }

    public boolean granted() {
        return status == Status.GRANTED;
    }

    /**
     * The more restrictive of two: one that is not granted before one that is, and of two alike the later. The same
     * whichever comes first.
     */
    public Consent stricter(Consent other) {
        return granted() == other.granted() ? later(other) : granted() ? other : this;
    }

    /** The later of two, and of two at the same time the more restrictive. The same whichever comes first. */
    public Consent newer(Consent other) {
        int byTime = at.compareTo(other.at);
        if (byTime != 0) {
            return byTime > 0 ? this : other;
        }
        return granted() == other.granted() ? later(other) : granted() ? other : this;
    }

    private Consent later(Consent other) {
        int order = at.compareTo(other.at);
        if (order == 0) {
            order = status.compareTo(other.status);
        }
        if (order == 0) {
            order = evidence.compareTo(other.evidence);
        }
        return order >= 0 ? this : other;
    }
}
