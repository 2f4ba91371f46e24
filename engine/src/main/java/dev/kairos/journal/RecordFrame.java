package dev.kairos.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;

/**
 * How a record lies in a document of the queue, little-endian, and its checksum: length (4), CRC32C (4), time (8),
 * partition key (8), record. The checksum is over all of that but itself. It costs some 20 ns and 0.05 ns a byte. A
 * document has one, or those of a {@link RecordBatch} one after the other, each at a multiple of {@link #ALIGNMENT}.
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
    static final int ALIGNMENT = 4;

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

    /**
     * How much of a document belongs to the record that begins here: all that is left, unless what it says of its length
     * leaves room for another.
     */
    static long size(int length, long left) {
        long size = BYTES + (long) length + ALIGNMENT - 1 & -ALIGNMENT;
        return length < 0 || size + BYTES > left ? left : size;
    }

    /**
     * Where in a document the first record is that neither matches its checksum nor is blank.
     *
     * @param document in an array, of at least a frame's length
     * @return -1 when all are sound
     */
    int firstUnsound(ByteBuffer document) {
        int at = 0;
        while (document.limit() - at >= BYTES) {
            if (!isSound(document, at)) {
                return at;
            }
            at += (int) size(document.getInt(at + LENGTH_AT), document.limit() - at);
        }
        return -1;
    }

    private boolean isSound(ByteBuffer document, int at) {
        int length = document.getInt(at + LENGTH_AT);
        int checksum = document.getInt(at + CHECKSUM_AT);
        return checksum == BLANK
                || length >= 0
                        && length <= document.limit() - at - BYTES
                        && checksum
                                == checksum(
                                        document.getLong(at + TIME_AT),
                                        document.getLong(at + KEY_AT),
                                        document.array(),
                                        document.arrayOffset() + at + BYTES,
                                        length);
    }
}
