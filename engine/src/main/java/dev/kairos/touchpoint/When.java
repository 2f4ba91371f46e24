package dev.kairos.touchpoint;

/**
 * The times of a touchpoint, in milliseconds since 1970.
 *
 * @param eventMs when it happened, corrected for the sender's clock: see {@link ClockSkew}
 * @param receivedMs when it reached us
 */
public record When(long eventMs, long receivedMs) {}
