package dev.kairos.journal;

/**
 * How a journal keeps its records.
 *
 * @param roll how much time one file covers: the grain of retention
 * @param blockBytes how much of a file is mapped at a time, a multiple of 64 KiB from 256 KiB to 1 GiB; a record may
 *     take a quarter of it
 */
public record JournalOptions(Roll roll, int blockBytes) {

    /** Hourly files, 4 MiB blocks. */
    public static final JournalOptions DEFAULT = new JournalOptions(Roll.HOURLY, 4 << 20);

    private static final int BLOCK_STEP = 64 << 10;

    /** How much time one file covers. */
    public enum Roll {
        MINUTELY,
        HOURLY,
        DAILY
    }

    public JournalOptions {
        if (blockBytes < 4 * BLOCK_STEP || blockBytes > 1 << 30 || blockBytes % BLOCK_STEP != 0) {
            throw new IllegalArgumentException(
                    "block size must be a multiple of 65536 bytes from 262144 to 1073741824, not " + blockBytes);
        }
    }

    public JournalOptions withRoll(Roll other) {
        return new JournalOptions(other, blockBytes);
    }
}
