package dev.kairos.profile;

/**
 * What a map is laid out for when its file is made; the same figures are needed to recover it.
 *
 * @param capacity the most entries that the store takes
 * @param averageRecordBytes what a record is expected to have; much larger ones fill the map before its capacity
 * @param maxRecordBytes the most that a record may have
 */
record MapSize(long capacity, int averageRecordBytes, int maxRecordBytes) {

    /** How many times the expected bytes the map may take; nothing of it is taken before it is needed. */
    static final double MAX_BLOAT = 4.0;

    private static final long LEAST_ENTRIES = 1_024;
    private static final long ENTRIES_A_SEGMENT = 1_000;
    private static final long MOST_SEGMENTS = 1 << 20;
    private static final int CHUNKS_A_RECORD = 10;
    private static final int LEAST_CHUNK_BYTES = 32;

    /** Key, lengths, alignment and checksum. */
    private static final int ENTRY_OVERHEAD_BYTES = 512;

    long entries() {
        return Math.max(LEAST_ENTRIES, capacity);
    }

    /** At least: a snapshot keeps a segment's lock while it copies its entries, so that none should have many. */
    int segments() {
        return (int) Math.min(MOST_SEGMENTS, Math.max(1, Long.highestOneBit(entries() / ENTRIES_A_SEGMENT)));
    }

    /** Records are kept in whole chunks: small ones waste little, large ones are quicker to find room for. */
    int chunkBytes() {
        int tenth = averageRecordBytes / CHUNKS_A_RECORD;
        return Math.max(LEAST_CHUNK_BYTES, (tenth + 7) / 8 * 8);
    }

    int maxChunks() {
        return (maxRecordBytes + ENTRY_OVERHEAD_BYTES) / chunkBytes() + 1;
    }

    MapSize withCapacity(long other) {
        return new MapSize(other, averageRecordBytes, maxRecordBytes);
    }
}
