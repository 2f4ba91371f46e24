package dev.kairos.schema;

import java.time.Duration;

/**
 * How much of a customer's actual path is kept on the profile.
 *
 * @param length touchpoints, decisions and moves at most
 * @param lateness how much older than the newest one a touchpoint may be and still be put in its place
 */
public record Path(int length, Duration lateness) {

    public static final Path DEFAULT = new Path(32, Duration.ofHours(1));
}
