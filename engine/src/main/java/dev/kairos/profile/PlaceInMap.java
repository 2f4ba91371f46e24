package dev.kairos.profile;

import net.openhft.chronicle.core.UnsafeMemory;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.MapEntry;

/**
 * Where an entry lies in the map's memory, noted under its segment's write lock before the entry is changed, so that what
 * is left there of it can be overwritten: nothing that was erased or replaced stays in the file. Reused; one thread.
 */
final class PlaceInMap {

    private static final int CHECKSUM_BYTES = 4;

    private long keyAt;
    private long keyBytes;
    private long valueAt;
    private long valueBytes;

    void note(MapEntry<Raw, Raw> entry) {
        Data<Raw> key = entry.key();
        keyAt = address(key);
        keyBytes = key.size();
        Data<Raw> value = entry.value();
        valueAt = address(value);
        valueBytes = value.size();
    }

    /**
     * Overwrites the record, which the redo slot has. Before the entry is changed: afterwards a part of the place may
     * have other bytes already.
     */
    void wipeRecord() {
        zero(valueAt, valueBytes + CHECKSUM_BYTES);
    }

    void wipeKey() {
        zero(keyAt, keyBytes);
    }

    boolean hasMoved(MapEntry<Raw, Raw> entry) {
        return address(entry.key()) != keyAt;
    }

    long recordBytes() {
        return valueBytes;
    }

    private static long address(Data<?> data) {
        return data.bytes().addressForRead(data.offset());
    }

    private static void zero(long address, long bytes) {
        UnsafeMemory.INSTANCE.setMemory(address, bytes, (byte) 0);
    }
}
