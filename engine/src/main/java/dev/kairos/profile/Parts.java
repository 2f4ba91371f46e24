package dev.kairos.profile;

import java.util.Arrays;

/** Where the {@link Part}s of one record lie. Reused; one thread. */
final class Parts {

    private static final Part[] ALL = Part.values();

    private final int[] at = new int[ALL.length];
    private final int[] bytes = new int[ALL.length];

    /**
     * Finds them all.
     *
     * @throws StoreException if these bytes are no record of this store
     */
    void locate(byte[] record, int length) {
        Arrays.fill(at, 0);
        Arrays.fill(bytes, 0);
        if (length == 0) {
            return;
        }
        int next = RecordFormat.getUnsignedShort(record, RecordFormat.AT_PARTS);
        if (next == 0 || record[RecordFormat.AT_FORMAT] == RecordFormat.FIRST_FORMAT) {
            return;
        }
        while (next < length) {
            int part = record[next] - 1;
            int start = next + Part.HEAD_BYTES;
            int size = start <= length ? RecordFormat.getUnsignedShort(record, next + 1) : 0;
            next = start + size;
            if (part < 0 || part >= ALL.length || next > length) {
                throw new StoreException("a profile's record is not whole: its parts end at byte " + next);
            }
            at[part] = start;
            bytes[part] = size;
        }
    }

    /** Where the contents begin; as {@link #end} when there are none. */
    int at(Part part) {
        return at[part.ordinal()];
    }

    /** How many bytes of contents there are; 0 when there is no such part. */
    int bytes(Part part) {
        return bytes[part.ordinal()];
    }

    int end(Part part) {
        return at(part) + bytes(part);
    }
}
