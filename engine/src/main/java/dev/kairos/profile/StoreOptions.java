package dev.kairos.profile;

/**
 * How a store is made. Capacity and record sizes hold for a store that does not exist yet; an existing one keeps its
 * own until it is resized.
 *
 * @param capacity the most entries: people, households, companies, and one for each anonymous id
 * @param averageRecordBytes the expected size of a profile; 0 to have it estimated from the schema
 * @param maxRecordBytes the largest profile taken, at most 65,535
 * @param dictionaryLimit how many different keywords, purposes and actions there may be
 */
public record StoreOptions(long capacity, int averageRecordBytes, int maxRecordBytes, int dictionaryLimit) {

    public static final long DEFAULT_CAPACITY = 1_000_000;
    private static final int LEAST_RECORD_BYTES = 512;

    public StoreOptions {
        require(capacity >= 1, "capacity", capacity);
        require(averageRecordBytes >= 0 && averageRecordBytes <= maxRecordBytes, "average bytes", averageRecordBytes);
        require(
                maxRecordBytes >= LEAST_RECORD_BYTES && maxRecordBytes <= RecordFormat.MAX_BYTES,
                "maximum bytes",
                maxRecordBytes);
        require(dictionaryLimit >= 1, "dictionary limit", dictionaryLimit);
    }

    public static StoreOptions defaults() {
        return ofCapacity(DEFAULT_CAPACITY);
    }

    public static StoreOptions ofCapacity(long capacity) {
        return new StoreOptions(capacity, 0, 32_768, Dictionary.DEFAULT_LIMIT);
    }

    private static void require(boolean holds, String what, long value) {
        if (!holds) {
            throw new IllegalArgumentException("the profile store cannot have a " + what + " of " + value);
        }
    }
}
