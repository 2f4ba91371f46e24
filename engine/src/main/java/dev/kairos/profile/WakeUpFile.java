package dev.kairos.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbers of the chunks of wake-ups that a store had when it was closed, so that a start need not look for them among
 * all entries. Big-endian: a magic number, the {@link StoreState} it belongs to, how many numbers (4 bytes), the numbers (8
 * bytes each), and a CRC-32C of all that. What does not fit its store is as good as no file.
 */
final class WakeUpFile {

    private static final Logger LOG = LoggerFactory.getLogger(WakeUpFile.class);
    private static final long MAGIC = 0x4B61_6972_6F73_5701L;
    private static final int HEAD_BYTES = Long.BYTES + StoreState.BYTES + Integer.BYTES;

    private WakeUpFile() {}

    static void save(Path file, StoreState state, NavigableSet<Long> chunks) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + chunks.size() * Long.BYTES + Integer.BYTES);
        bytes.putLong(MAGIC);
        state.writeTo(bytes);
        bytes.putInt(chunks.size());
        chunks.forEach(bytes::putLong);
        bytes.putInt(checksum(bytes, bytes.position())).flip();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Null when there is none that is whole and of this state of the store. */
    static @Nullable NavigableSet<Long> load(Path file, StoreState state) {
        try {
            return Files.exists(file) ? read(ByteBuffer.wrap(Files.readAllBytes(file)), state) : null;
        } catch (IOException | OutOfMemoryError unreadable) {
            LOG.warn("{} cannot be read, so that all profiles are looked at first", file, unreadable);
            return null;
        }
    }

    private static @Nullable NavigableSet<Long> read(ByteBuffer bytes, StoreState state) {
        int end = bytes.limit() - Integer.BYTES;
        if (end < HEAD_BYTES || bytes.getInt(end) != checksum(bytes, end) || bytes.getLong() != MAGIC) {
            return null;
        }
        StoreState of = new StoreState();
        of.readFrom(bytes);
        int count = bytes.getInt();
        if (of.sequence != state.sequence
                || !of.sameEntriesAs(state)
                || end != HEAD_BYTES + (long) count * Long.BYTES) {
            return null;
        }
        NavigableSet<Long> chunks = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            chunks.add(bytes.getLong());
        }
        return chunks;
    }

    private static int checksum(ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, length);
        return (int) crc.getValue();
    }
}
