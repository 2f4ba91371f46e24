package dev.kairos.http;

import java.time.Duration;

/**
 * How long a decide call may take.
 *
 * @param defaultTimeout for calls that name none
 * @param maxTimeout the most that a call may ask for
 */
public record DecideLimits(Duration defaultTimeout, Duration maxTimeout) {

    public static final DecideLimits DEFAULT = new DecideLimits(Duration.ofMillis(50), Duration.ofSeconds(5));

    public DecideLimits {
        if (defaultTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("default timeout " + defaultTimeout + ": at least 1 ms");
        }
        if (maxTimeout.compareTo(defaultTimeout) < 0 || maxTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException(
                    "maximum timeout " + maxTimeout + ": at least the default timeout, at most 1 minute");
        }
    }
}
