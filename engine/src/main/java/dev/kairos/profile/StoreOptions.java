package dev.kairos.profile;

/**
 * How a store is made. Capacity and record sizes hold for a store that does not exist yet; an existing one keeps its
 * own until it is resized.
 *
 * @param capacity the most entries: people, households, companies, and one for each anonymous id
 * @param averageRecordBytes the expected size of a profile; 0 to have it estimated from the schema
 * @param maxRecordBytes the largest profile taken, at most 65,535
 * @param dictionaryLimit how many different keywords, purposes and actions there may be
 * @param checkedFirst a store with so many entries at most is checked whole before it is used, about a second per million;
 *     a larger one, when it was closed in order, while it is used ({@link ProfileStore#audit})
 */
public record StoreOptions(
        long capacity, int averageRecordBytes, int maxRecordBytes, int dictionaryLimit, long checkedFirst) {

    public static final long DEFAULT_CAPACITY = 1_000_000;
    public static final long DEFAULT_CHECKED_FIRST = 500_000;
    private static final int LEAST_RECORD_BYTES = 512;

    public StoreOptions {
        require(capacity >= 1, "capacity", capacity);
        require(averageRecordBytes >= 0 && averageRecordBytes <= maxRecordBytes, "average bytes", averageRecordBytes);
        require(
                maxRecordBytes >= LEAST_RECORD_BYTES && maxRecordBytes <= RecordFormat.MAX_BYTES,
                "maximum bytes",
                maxRecordBytes);
        require(dictionaryLimit >= 1, "dictionary limit", dictionaryLimit);
        require(checkedFirst >= 0, "size that is checked first", checkedFirst);
    }

    public static StoreOptions defaults() {
        return ofCapacity(DEFAULT_CAPACITY);
    }

    public static StoreOptions ofCapacity(long capacity) {
        return new StoreOptions(capacity, 0, 32_768, Dictionary.DEFAULT_LIMIT, DEFAULT_CHECKED_FIRST);
    }

    public StoreOptions withCapacity(long other) {
        return new StoreOptions(other, averageRecordBytes, maxRecordBytes, dictionaryLimit, checkedFirst);
    }

    public StoreOptions withCheckedFirst(long entries) {
        return new StoreOptions(capacity, averageRecordBytes, maxRecordBytes, dictionaryLimit, entries);
    }

    private static void require(boolean holds, String what, long value) {
        if (!holds) {
            throw new IllegalArgumentException("the profile store cannot have a " + what + " of " + value);
        }
    }
}
