package dev.kairos.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;

/**
 * How a record lies in a document of the queue, little-endian, and its checksum: length (4), CRC32C (4), time (8),
 * partition key (8), record. The checksum is over all of that but itself. It costs some 20 ns and 0.05 ns a byte.
 *
 * <p>A blanked record has {@link #BLANK} in the place of its checksum. That is set first, in one aligned store, and
 * only then are key and record overwritten: whoever reads a record that does not match its checksum looks again, and
 * finds it either blanked or damaged. One thread at a time.
 */
final class RecordFrame {

    static final int LENGTH_AT = 0;
    static final int CHECKSUM_AT = 4;
    static final int TIME_AT = 8;
    static final int KEY_AT = 16;
    static final int BYTES = 24;

    /** Far from anything that a few flipped bits make of 0; a checksum that happens to be this is stored as another. */
    static final int BLANK = 0xB1A4C5ED;

    private static final int NEAREST_TO_BLANK = BLANK ^ 1;

    private final CRC32C crc = new CRC32C();
    private final byte[] header = new byte[Integer.BYTES + 2 * Long.BYTES];
    private final ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);

    int checksum(long timeMs, long partitionKey, byte[] bytes, int offset, int length) {
        fields.putInt(0, length).putLong(4, timeMs).putLong(12, partitionKey);
        crc.reset();
        crc.update(header, 0, header.length);
        crc.update(bytes, offset, length);
        int checksum = (int) crc.getValue();
        return checksum == BLANK ? NEAREST_TO_BLANK : checksum;
    }

    void write(Bytes<?> out, long timeMs, long partitionKey, byte[] bytes, int offset, int length) {
        out.writeInt(length);
        out.writeInt(checksum(timeMs, partitionKey, bytes, offset, length));
        out.writeLong(timeMs);
        out.writeLong(partitionKey);
        out.write(bytes, offset, length);
    }

    /** Whether a record in an array matches its checksum, or is blank. @param record of at least a frame's length */
    boolean isSound(ByteBuffer record) {
        int length = record.getInt(LENGTH_AT);
        int checksum = record.getInt(CHECKSUM_AT);
        return checksum == BLANK
                || length >= 0
                        && length <= record.limit() - BYTES
                        && checksum
                                == checksum(
                                        record.getLong(TIME_AT),
                                        record.getLong(KEY_AT),
                                        record.array(),
                                        record.arrayOffset() + BYTES,
                                        length);
    }
}
