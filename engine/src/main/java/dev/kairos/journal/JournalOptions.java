package dev.kairos.journal;

/**
 * How a journal keeps its records.
 *
 * @param roll how much time one file covers: the grain of retention
 * @param blockBytes how much of a file is mapped at a time, a multiple of 64 KiB from 256 KiB to 1 GiB; a record may
 *     take a quarter of it
 * @param minFreeBytes below so much room on the disk nothing is appended: a full one is a fault in the mapped memory
 * @param onDamage what is done about records that cannot be read
 */
public record JournalOptions(Roll roll, int blockBytes, long minFreeBytes, OnDamage onDamage) {

    /** Hourly files, 4 MiB blocks, 64 MiB to be free. */
    public static final JournalOptions DEFAULT = new JournalOptions(Roll.HOURLY, 4 << 20, 64 << 20, OnDamage.REFUSE);

    private static final int BLOCK_STEP = 64 << 10;

    /** How much time one file covers. */
    public enum Roll {
        MINUTELY,
        HOURLY,
        DAILY
    }

    /** What is done about records that cannot be read. */
    public enum OnDamage {
        /** Reading ends in a {@link JournalException} that says where. */
        REFUSE,
        /** Readers go on with the next record that is whole, and the log says what was passed over. */
        SKIP
    }

    /** Refuses damage. */
    public JournalOptions(Roll roll, int blockBytes, long minFreeBytes) {
        this(roll, blockBytes, minFreeBytes, OnDamage.REFUSE);
    }

    public JournalOptions {
        if (blockBytes < 4 * BLOCK_STEP || blockBytes > 1 << 30 || blockBytes % BLOCK_STEP != 0) {
            throw new IllegalArgumentException(
                    "block size must be a multiple of 65536 bytes from 262144 to 1073741824, not " + blockBytes);
        }
        if (minFreeBytes < 0) {
            throw new IllegalArgumentException("room to be free must be at least 0 bytes, not " + minFreeBytes);
        }
    }
}
