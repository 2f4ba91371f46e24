package dev.kairos.profile;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * An entry that lists wake-ups: the header that all records have, then for each a long with when it is due, a u16 with
 * the length of the key, and the key. Wake-ups of 65 seconds share a bucket; a bucket is as many chunks as it needs, so
 * that adding one costs the same however many there are. The chunk's key is {@code t} and its number, which has the
 * bucket in its upper bits.
 */
final class TimerChunk {

    static final byte PREFIX = 't';
    static final int KEY_BYTES = 1 + Long.BYTES;

    private static final int HEADER_BYTES = 16;
    private static final int ITEM_HEAD_BYTES = 10;
    private static final int MOST_BYTES = 1_024;
    private static final int BUCKET_SHIFT = 16;
    private static final int CHUNK_BITS = 24;

    private TimerChunk() {}

    /** The number of the first chunk of the bucket that this time is in. */
    static long firstOf(long dueMs) {
        return dueMs >>> BUCKET_SHIFT << CHUNK_BITS;
    }

    /** The number after that of the last chunk that the bucket can have. */
    static long endOf(long dueMs) {
        return firstOf(dueMs) + (1L << CHUNK_BITS);
    }

    /** The earliest time that a wake-up in this chunk can have. */
    static long startMs(long chunk) {
        return chunk >>> CHUNK_BITS << BUCKET_SHIFT;
    }

    static void setKey(Raw key, long chunk) {
        byte[] bytes = key.room(KEY_BYTES);
        bytes[0] = PREFIX;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[1 + i] = (byte) (chunk >>> 56 - 8 * i);
        }
        key.length = KEY_BYTES;
    }

    static boolean isKey(Raw key) {
        return key.length == KEY_BYTES && key.bytes[0] == PREFIX;
    }

    static long numberIn(Raw key) {
        long chunk = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            chunk = chunk << 8 | key.bytes[1 + i] & 0xFF;
        }
        return chunk;
    }

    /** Makes it a chunk without wake-ups. */
    static void clear(Raw record) {
        Arrays.fill(record.room(HEADER_BYTES), 0, HEADER_BYTES, (byte) 0);
        record.bytes[RecordFormat.AT_FORMAT] = RecordFormat.FORMAT;
        record.length = HEADER_BYTES;
    }

    static boolean isEmpty(Raw record) {
        return record.length == HEADER_BYTES;
    }

    static boolean hasRoomFor(Raw record, Raw key) {
        return record.length + ITEM_HEAD_BYTES + key.length <= MOST_BYTES;
    }

    static void add(Raw record, long dueMs, Raw key) {
        int at = record.length;
        int end = at + ITEM_HEAD_BYTES + key.length;
        if (record.bytes.length < end) {
            record.bytes = Arrays.copyOf(record.bytes, MOST_BYTES);
        }
        RecordFormat.putLong(record.bytes, at, dueMs);
        RecordFormat.putShort(record.bytes, at + 8, key.length);
        System.arraycopy(key.bytes, 0, record.bytes, at + ITEM_HEAD_BYTES, key.length);
        record.length = end;
    }

    /** Where this wake-up is, or -1. */
    static int find(Raw record, long dueMs, Raw key) {
        for (int at = HEADER_BYTES; at < record.length; at += itemBytes(record, at)) {
            int start = at + ITEM_HEAD_BYTES;
            boolean found = RecordFormat.getLong(record.bytes, at) == dueMs
                    && Arrays.equals(record.bytes, start, at + itemBytes(record, at), key.bytes, 0, key.length);
            if (found) {
                return at;
            }
        }
        return -1;
    }

    static void removeAt(Raw record, int at) {
        int bytes = itemBytes(record, at);
        System.arraycopy(record.bytes, at + bytes, record.bytes, at, record.length - at - bytes);
        record.length -= bytes;
    }

    /** Takes out the wake-ups of these keys; whether there were any. */
    static boolean removeAll(Raw record, Predicate<byte[]> keys) {
        boolean any = false;
        for (int at = HEADER_BYTES; at < record.length; ) {
            if (keys.test(Arrays.copyOfRange(record.bytes, at + ITEM_HEAD_BYTES, at + itemBytes(record, at)))) {
                removeAt(record, at);
                any = true;
            } else {
                at += itemBytes(record, at);
            }
        }
        return any;
    }

    static void forEach(Raw record, BiConsumer<Long, byte[]> action) {
        for (int at = HEADER_BYTES; at < record.length; at += itemBytes(record, at)) {
            byte[] key = Arrays.copyOfRange(record.bytes, at + ITEM_HEAD_BYTES, at + itemBytes(record, at));
            action.accept(RecordFormat.getLong(record.bytes, at), key);
        }
    }

    private static int itemBytes(Raw record, int at) {
        return ITEM_HEAD_BYTES + RecordFormat.getUnsignedShort(record.bytes, at + 8);
    }
}
