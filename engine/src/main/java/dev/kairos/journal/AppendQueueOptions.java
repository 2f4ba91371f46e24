package dev.kairos.journal;

import java.util.Objects;

/**
 * What an append queue holds, and when it says that a record is kept.
 *
 * @param maxBytes bound on the bytes of the records that wait
 * @param maxRecords bound on their number
 * @param durability what a record has gone through when its listener is told
 */
public record AppendQueueOptions(long maxBytes, int maxRecords, Durability durability) {

    /** 64 MiB, 65,536 records, kept when in the page cache. */
    public static final AppendQueueOptions DEFAULT = new AppendQueueOptions(64 << 20, 1 << 16, Durability.WRITTEN);

    /** What a record has gone through when its listener is told. */
    public enum Durability {
        /** It is in the page cache: it outlives the process, but not a crash of the machine. */
        WRITTEN,
        /** The disk has confirmed it, in one go for all that came in meanwhile: it outlives the machine's crash too. */
        FLUSHED
    }

    public AppendQueueOptions {
        Objects.requireNonNull(durability);
        if (maxBytes < 1 || maxRecords < 2) {
            throw new IllegalArgumentException("an append queue needs room for at least 1 byte and 2 records, not "
                    + maxBytes + " and " + maxRecords);
        }
    }
}
