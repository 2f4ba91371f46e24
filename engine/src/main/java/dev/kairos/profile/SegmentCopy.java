package dev.kairos.profile;

import java.io.IOException;
import java.util.Arrays;

/**
 * The entries of one segment of the map, copied out while its lock is held, and written when it is not: the writer waits
 * for the copying and never for the disk. One thread.
 */
final class SegmentCopy {

    private final long position;
    private byte[] bytes = new byte[1 << 20];
    private int[] lengths = new int[2 * 1_024];
    private int entries;
    private int end;

    /** @param position of the snapshot: what was changed later is left out */
    SegmentCopy(long position) {
        this.position = position;
    }

    void take(ProfileMap map, int segment) {
        entries = 0;
        end = 0;
        map.forEachOf(segment, this::add);
    }

    void writeTo(SnapshotWriter out) throws IOException {
        int at = 0;
        for (int i = 0; i < entries; i++) {
            int keyBytes = lengths[2 * i];
            int recordBytes = lengths[2 * i + 1];
            out.add(bytes, at, keyBytes, at + keyBytes, recordBytes);
            at += keyBytes + recordBytes;
        }
    }

    int entries() {
        return entries;
    }

    private void add(Raw key, Raw record) {
        if (RecordFormat.getLong(record.bytes, RecordFormat.AT_POSITION) > position) {
            return;
        }
        int needed = end + key.length + record.length;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        if (2 * entries == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * lengths.length);
        }
        lengths[2 * entries] = key.length;
        lengths[2 * entries + 1] = record.length;
        System.arraycopy(key.bytes, 0, bytes, end, key.length);
        System.arraycopy(record.bytes, 0, bytes, end + key.length, record.length);
        end = needed;
        entries++;
    }
}
