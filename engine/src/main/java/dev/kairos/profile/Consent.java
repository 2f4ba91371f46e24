package dev.kairos.profile;

import java.time.Instant;
import java.util.Objects;

/**
 * What a customer said about a purpose.
 *
 * @param at when it was said, kept to the millisecond
 */
public record Consent(boolean granted, Instant at) {

    public Consent {
        Objects.requireNonNull(at);
    }
}
