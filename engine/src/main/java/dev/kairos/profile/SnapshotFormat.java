package dev.kairos.profile;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a snapshot lies in its file, big-endian:
 *
 * <pre>
 * long   {@link #MAGIC}
 * int    bytes of the header, int CRC-32C, {@link SnapshotHeader}
 * for each block: int bytes, int CRC-32C, and in it
 *   for each entry: u16 bytes of the key, int bytes of the record, key, record
 *   for each hole, where an entry was blanked: u16 0, int bytes, zeros
 * int    0
 * int    CRC-32C of the next two
 * long   number of blocks
 * long   {@link #END}
 * </pre>
 *
 * An entry may be in it twice, with the same bytes.
 */
final class SnapshotFormat {

    static final long MAGIC = 0x4B41_4952_4F53_5031L;
    static final long END = 0x4B41_4952_4F53_5031L ^ -1L;

    static final int BLOCK_HEAD_BYTES = 8;
    static final int ENTRY_HEAD_BYTES = 6;
    static final int FOOTER_BYTES = 24;
    /** A block is closed once it is longer than this; one more entry fits into what it may have. */
    static final int BLOCK_BYTES = 256 << 10;

    static final int MOST_BLOCK_BYTES = BLOCK_BYTES + 2 * RecordFormat.MAX_BYTES;
    /** Many times what the largest dictionary and hundreds of layouts take. */
    static final int MOST_HEADER_BYTES = 512 << 20;

    private SnapshotFormat() {}

    static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    static ByteBuffer footer(long blocks) {
        byte[] counted = ByteBuffer.allocate(16).putLong(blocks).putLong(END).array();
        return ByteBuffer.allocate(FOOTER_BYTES)
                .putInt(0)
                .putInt(checksum(counted, counted.length))
                .put(counted)
                .flip();
    }
}
