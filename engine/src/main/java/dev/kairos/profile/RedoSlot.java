package dev.kairos.profile;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The change that is being written, kept beside the map: when the process is killed in the midst of it, recovery drops
 * the torn entry and this puts it back, so a change of several entries is made whole or not at all. Memory-mapped, so
 * what was written outlives the process. The writer's thread only.
 */
final class RedoSlot {

    static final int BYTES = 1 << 20;

    /** int length and int CRC-32C, read and written as one long; 0 when there is nothing. */
    private static final int HEAD_BYTES = 8;

    private final MappedByteBuffer mapped;
    private final ByteBuffer payload = ByteBuffer.allocate(BYTES - HEAD_BYTES);
    private final CRC32C crc = new CRC32C();

    private RedoSlot(MappedByteBuffer mapped) {
        this.mapped = mapped;
    }

    static RedoSlot open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // The mapping outlives the channel.
            return new RedoSlot(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        }
    }

    /** Whether entries of so many bytes in all, keys and records, fit. */
    static boolean fits(long bytes, int entries) {
        return bytes + 8L * entries <= BYTES - HEAD_BYTES;
    }

    /** Keeps what the entries will be. To be called before the first of them is touched. */
    void keep(List<Entry> entries) {
        payload.clear();
        for (Entry entry : entries) {
            byte[] record = entry.record();
            payload.putInt(entry.key().length).putInt(record == null ? -1 : record.length);
            payload.put(entry.key());
            if (record != null) {
                payload.put(record);
            }
        }
        payload.flip();
        long head = (long) payload.limit() << 32 | checksum(payload.array(), payload.limit());
        // What is there now belongs to a change that is in the map; its checksum no longer matches from here on.
        mapped.put(HEAD_BYTES, payload.array(), 0, payload.limit());
        VarHandle.fullFence();
        mapped.putLong(0, head);
        VarHandle.fullFence();
    }

    /** What was kept last; empty when nothing was, or the process was killed while it was being kept. */
    List<Entry> kept() {
        long head = mapped.getLong(0);
        int length = (int) (head >>> 32);
        if (length <= 0 || length > BYTES - HEAD_BYTES) {
            return List.of();
        }
        byte[] bytes = new byte[length];
        mapped.get(HEAD_BYTES, bytes);
        return checksum(bytes, length) == (head & 0xFFFF_FFFFL) ? entries(ByteBuffer.wrap(bytes)) : List.of();
    }

    void clear() {
        mapped.putLong(0, 0);
        VarHandle.fullFence();
    }

    private static List<Entry> entries(ByteBuffer bytes) {
        List<Entry> entries = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] key = new byte[bytes.getInt()];
            int recordBytes = bytes.getInt();
            bytes.get(key);
            byte[] record = recordBytes < 0 ? null : new byte[recordBytes];
            if (record != null) {
                bytes.get(record);
            }
            entries.add(new Entry(key, record));
        }
        return entries;
    }

    private long checksum(byte[] bytes, int length) {
        crc.reset();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
