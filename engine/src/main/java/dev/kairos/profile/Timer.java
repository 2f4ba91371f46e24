package dev.kairos.profile;

/**
 * A wake-up.
 *
 * @param dueMs when, in ms since 1970
 * @param key whose
 */
public record Timer(long dueMs, ProfileKey key) {}
