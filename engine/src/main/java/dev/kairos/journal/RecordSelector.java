package dev.kairos.journal;

/** Says which records of a journal are meant, by what is known of each without a look into it. */
@FunctionalInterface
public interface RecordSelector {

    /**
     * @param partitionKey never {@link PartitionKey#NONE}
     * @param timeMs the record's time
     */
    boolean selects(long partitionKey, long position, long timeMs);
}
