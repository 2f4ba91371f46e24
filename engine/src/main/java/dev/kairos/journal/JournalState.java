package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * What a journal knows of itself beside its files, in a mapped page: the last position ever given, which tells whether
 * records are missing, whether it was closed in order, and under which boot of the machine it was written. After another
 * boot without a close in order, the end of the file may be missing by right: it was acknowledged as written, not as
 * flushed.
 */
final class JournalState implements AutoCloseable {

    private static final String FILE = "journal.state";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final long MAGIC = 0x31_4C_4E_52_4A_52_41_4BL;
    private static final int MAGIC_AT = 0;
    private static final int BOOT_AT = 8;
    private static final int POSITION_AT = 16;
    private static final int CLEAN_AT = 24;
    private static final int BYTES = 32;
    /** In the place of a file's size. */
    private static final long NOT_CLEAN = -1;

    private final MappedByteBuffer page;
    private final long boot = boot();

    private JournalState(MappedByteBuffer page) {
        this.page = page;
    }

    static JournalState open(Path dir) throws IOException {
        try (FileChannel channel = FileChannel.open(
                dir.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer page = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            page.order(ByteOrder.LITTLE_ENDIAN);
            if (page.getLong(MAGIC_AT) != MAGIC) {
                page.putLong(POSITION_AT, Journal.START)
                        .putLong(CLEAN_AT, NOT_CLEAN)
                        .putLong(BOOT_AT, 0);
                page.putLong(MAGIC_AT, MAGIC);
            }
            return new JournalState(page);
        }
    }

    /** The last position ever given, as far as is known. */
    long lastPosition() {
        return page.getLong(POSITION_AT);
    }

    /** After each record, by the appending thread: one store to mapped memory. */
    void appended(long position) {
        page.putLong(POSITION_AT, position);
    }

    /** Whether the machine still runs as it did when this was written last. */
    boolean isSameBoot() {
        return page.getLong(BOOT_AT) == boot;
    }

    /** Whether it was closed in order, and the last file has had this size since. */
    boolean isClean(long lastFileBytes) {
        return page.getLong(CLEAN_AT) == lastFileBytes;
    }

    void begin() {
        page.putLong(CLEAN_AT, NOT_CLEAN).putLong(BOOT_AT, boot);
    }

    void clean(long lastFileBytes) {
        page.putLong(CLEAN_AT, lastFileBytes);
    }

    private static long boot() {
        try {
            CRC32C crc = new CRC32C();
            crc.update(ByteBuffer.wrap(Files.readString(BOOT_ID).strip().getBytes(StandardCharsets.US_ASCII)));
            return crc.getValue() | 1L << 32;
        } catch (IOException unknown) {
            return 1L << 32;
        }
    }

    @Override
    public void close() {
        page.force();
    }
}
