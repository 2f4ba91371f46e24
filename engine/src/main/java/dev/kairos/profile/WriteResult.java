package dev.kairos.profile;

import java.util.Locale;

/** What became of a change. All but the first three and the last mean that nothing was changed. */
public enum WriteResult {
    CREATED("the profile is new"),
    UPDATED("the profile was changed"),
    ERASED("the profile is gone"),
    NOT_FOUND("there is no such profile"),
    STORE_FULL("the profile store is full: existing profiles are kept, make room with 'kairos resize'"),
    DICTIONARY_FULL("too many different keywords: declare attributes that are not keywords as text"),
    TOO_LARGE("the profile is too large, or a text is longer than the schema allows"),
    INVALID("an id is not 1 to 256 bytes of UTF-8, or an attribute is unknown or of another type"),
    BUSY("more changes are waiting than the store takes: send it again later"),
    CLOSED("the store is closed or closing"),
    FAILED("the change could not be written; the log says why"),
    ACCEPTED("the change is in the journal and will be made");

    private final String message;

    WriteResult(String message) {
        this.message = message;
    }

    /** For the one who sent the change. */
    public String message() {
        return message;
    }

    /** Whether the store now holds what was asked for. */
    public boolean done() {
        return ordinal() <= ERASED.ordinal();
    }

    /** The label of {@link dev.kairos.metrics.Metric#PROFILE_WRITES}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
