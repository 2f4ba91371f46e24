package dev.kairos.decision;

import java.time.Duration;

/**
 * What the decision log keeps and how much room it takes.
 *
 * @param retention how long a decision is kept at least, unless the size is reached before
 * @param maxBytes the size on disk above which the oldest hours go
 * @param snapshotShare of which share of decisions the profiles are kept as they were, 0 to 1
 * @param ringBytes room per event loop for decisions on their way to the disk, a power of two from 1 MiB to 1 GiB
 */
public record DecisionLogSettings(Duration retention, long maxBytes, double snapshotShare, int ringBytes) {

    public static final DecisionLogSettings DEFAULT =
            new DecisionLogSettings(Duration.ofDays(30), 10L << 30, 0.01, 4 << 20);

    private static final int LEAST_RING_BYTES = 1 << 20;

    public DecisionLogSettings {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("retention must be longer than nothing, not " + retention);
        }
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("maximum size must be at least 1 byte, not " + maxBytes);
        }
        if (!(snapshotShare >= 0 && snapshotShare <= 1)) {
            throw new IllegalArgumentException("snapshot share must be between 0 and 1, not " + snapshotShare);
        }
        if (ringBytes < LEAST_RING_BYTES || ringBytes > 1 << 30 || Integer.bitCount(ringBytes) != 1) {
            throw new IllegalArgumentException(
                    "ring size must be a power of two from 1048576 to 1073741824 bytes, not " + ringBytes);
        }
    }
}
