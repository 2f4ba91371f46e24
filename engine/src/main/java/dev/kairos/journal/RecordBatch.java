package dev.kairos.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Records that are appended together, see {@link Journal#append(RecordBatch, long)}: frame after frame, each at a multiple
 * of 4. To be filled, appended, cleared and filled again by one thread.
 */
public final class RecordBatch {

    private final byte[] bytes;
    private final ByteBuffer view;
    private final RecordFrame frame = new RecordFrame();
    private int length;
    private int records;

    /** @param maxBytes how many bytes of records and their frames it takes; at most what the journal takes as one record */
    public RecordBatch(int maxBytes) {
        bytes = new byte[maxBytes];
        view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Takes a copy of a record.
     *
     * @return false when there is no room for it
     */
    public boolean add(long partitionKey, byte[] record, int offset, int recordLength) {
        Objects.checkFromIndexSize(offset, recordLength, record.length);
        if (recordLength > bytes.length - length - RecordFrame.BYTES) {
            return false;
        }
        int at = length;
        view.putInt(at + RecordFrame.LENGTH_AT, recordLength);
        view.putLong(at + RecordFrame.KEY_AT, partitionKey);
        System.arraycopy(record, offset, bytes, at + RecordFrame.BYTES, recordLength);
        length = at + RecordFrame.BYTES + recordLength;
        while (length % RecordFrame.ALIGNMENT != 0 && length < bytes.length) {
            bytes[length++] = 0;
        }
        records++;
        return true;
    }

    public int records() {
        return records;
    }

    public boolean isEmpty() {
        return records == 0;
    }

    /** With the frames. */
    int length() {
        return length;
    }

    public void clear() {
        view.clear();
        length = 0;
        records = 0;
    }

    /** Gives all records this time, and each its checksum. @return the whole, to be read from its start */
    ByteBuffer seal(long timeMs) {
        int at = 0;
        while (at < length) {
            int recordLength = view.getInt(at + RecordFrame.LENGTH_AT);
            long key = view.getLong(at + RecordFrame.KEY_AT);
            view.putLong(at + RecordFrame.TIME_AT, timeMs);
            view.putInt(
                    at + RecordFrame.CHECKSUM_AT,
                    frame.checksum(timeMs, key, bytes, at + RecordFrame.BYTES, recordLength));
            at += (int) RecordFrame.size(recordLength, length - at);
        }
        return view.position(0).limit(length);
    }
}
