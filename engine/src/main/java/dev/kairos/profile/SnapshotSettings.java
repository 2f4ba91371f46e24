package dev.kairos.profile;

import java.time.Duration;

/**
 * How often a snapshot is taken, and how many are kept.
 *
 * @param every the journal must reach back further than this times {@code keep}
 * @param keep at least 1
 */
public record SnapshotSettings(Duration every, int keep) {

    public SnapshotSettings {
        if (every.isZero() || every.isNegative() || keep < 1) {
            throw new IllegalArgumentException("snapshots every " + every + ", keeping " + keep);
        }
    }

    public static SnapshotSettings defaults() {
        return new SnapshotSettings(Duration.ofHours(1), 2);
    }
}
