package dev.kairos.journey;

import java.nio.MappedByteBuffer;

/**
 * Which messages were seen, and at which position of the journal: a hash table of fixed size in mapped memory, 16 bytes
 * a message, open addressing with linear probing. The position is written before the hash, so that a process that is
 * killed in between leaves nothing. One thread.
 */
final class MessageTable {

    static final int HEADER_BYTES = 64;
    private static final int SLOT_BYTES = 16;
    private static final int AT_COUNT = 0;
    private static final int CLEAR_STEP = 1 << 16;

    private final MappedByteBuffer bytes;
    private final int slots;
    private final byte[] zeros = new byte[CLEAR_STEP];

    /** @param slots a power of two; at most half of them are to be filled */
    MessageTable(MappedByteBuffer bytes, int slots) {
        this.bytes = bytes;
        this.slots = slots;
    }

    static long bytes(int slots) {
        return HEADER_BYTES + (long) slots * SLOT_BYTES;
    }

    int count() {
        return bytes.getInt(AT_COUNT);
    }

    /** The position kept with that hash, or -1. */
    long find(long hash) {
        int at = slot(hash);
        return bytes.getLong(at) == hash ? bytes.getLong(at + 8) : -1;
    }

    /** The hash is not in it, and there is room. */
    void add(long hash, long position) {
        int at = slot(hash);
        bytes.putLong(at + 8, position);
        bytes.putLong(at, hash);
        bytes.putInt(AT_COUNT, count() + 1);
    }

    void clear() {
        int end = bytes.capacity();
        for (int at = 0; at < end; at += CLEAR_STEP) {
            bytes.put(at, zeros, 0, Math.min(CLEAR_STEP, end - at));
        }
    }

    /** Where the hash is, or the empty slot where it would be. */
    private int slot(long hash) {
        int mask = slots - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (true) {
            int at = HEADER_BYTES + slot * SLOT_BYTES;
            long there = bytes.getLong(at);
            if (there == hash || there == 0) {
                return at;
            }
            slot = slot + 1 & mask;
        }
    }
}
