package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The erasures that are not done yet, in a file that only grows until a pass is done: then it is written anew. It holds
 * partition keys and no ids. An entry: count of keys (4), position (8), time (8), keys (8 each), CRC32C of that (4). One
 * thread at a time.
 */
final class ErasureFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);

    private static final int HEAD_BYTES = Integer.BYTES + 2 * Long.BYTES;
    /** Far above what one customer may have. */
    private static final int MAX_KEYS = 1 << 16;

    private final Path file;
    private FileChannel channel;

    ErasureFile(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Cuts off what a killed process left unfinished. */
    List<Erasure> read() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        List<Erasure> erasures = new ArrayList<>();
        int whole = 0;
        while (isWhole(bytes, whole)) {
            bytes.position(whole);
            erasures.add(decode(bytes));
            whole = bytes.position();
        }
        if (whole < bytes.limit()) {
            LOG.warn("{} ends in {} bytes that are no erasure; they are cut off", file, bytes.limit() - whole);
            channel.truncate(whole);
        }
        channel.position(whole);
        return erasures;
    }

    private static boolean isWhole(ByteBuffer bytes, int at) {
        if (bytes.limit() - at < HEAD_BYTES + Integer.BYTES) {
            return false;
        }
        int keys = bytes.getInt(at);
        if (keys < 0 || keys > MAX_KEYS || bytes.limit() - at < size(keys)) {
            return false;
        }
        int end = at + size(keys) - Integer.BYTES;
        return bytes.getInt(end) == checksum(bytes, at, end);
    }

    private static Erasure decode(ByteBuffer from) {
        int count = from.getInt();
        long position = from.getLong();
        long timeMs = from.getLong();
        List<Long> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(from.getLong());
        }
        from.getInt();
        return new Erasure(position, timeMs, keys);
    }

    /** In the page cache when this returns: it outlives the process. */
    void append(Erasure erasure) throws IOException {
        write(channel, erasure);
    }

    /** Blocks until the disk has it. */
    void force() throws IOException {
        channel.force(true);
    }

    /** Replaces all, in one go and for good. */
    void replace(Collection<Erasure> erasures) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        FileChannel fresh = FileChannel.open(
                beside,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        for (Erasure erasure : erasures) {
            write(fresh, erasure);
        }
        fresh.force(true);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        channel.close();
        channel = fresh;
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void write(FileChannel channel, Erasure erasure) throws IOException {
        int count = erasure.partitionKeys().size();
        if (count > MAX_KEYS) {
            throw new IllegalArgumentException("a customer of " + count + " ids; at most " + MAX_KEYS);
        }
        ByteBuffer bytes = ByteBuffer.allocate(size(count));
        bytes.putInt(count).putLong(erasure.position()).putLong(erasure.timeMs());
        erasure.partitionKeys().forEach(bytes::putLong);
        bytes.putInt(checksum(bytes, 0, bytes.position())).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static int size(int keys) {
        return HEAD_BYTES + keys * Long.BYTES + Integer.BYTES;
    }

    private static int checksum(ByteBuffer bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), from, to - from);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
