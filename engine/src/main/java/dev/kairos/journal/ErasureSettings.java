package dev.kairos.journal;

import java.time.Duration;

/**
 * How the files are freed of erased customers.
 *
 * @param delay how long the first one waits for others to share its pass, since a pass reads all that there is
 * @param recordsPerSecond a pass reads no faster than that, to leave the disk and a core to others
 */
public record ErasureSettings(Duration delay, long recordsPerSecond) {

    /** Ten minutes, and a million records per second. */
    public static final ErasureSettings DEFAULT = new ErasureSettings(Duration.ofMinutes(10), 1_000_000);

    public ErasureSettings {
        if (delay.isNegative() || recordsPerSecond < 1) {
            throw new IllegalArgumentException("a delay of at least 0 and a rate of at least 1 record per second, not "
                    + delay + " and " + recordsPerSecond);
        }
    }
}
