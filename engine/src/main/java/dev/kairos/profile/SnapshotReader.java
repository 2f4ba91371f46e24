package dev.kairos.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot block by block, and believes nothing that its checksum does not confirm. One thread. */
final class SnapshotReader implements AutoCloseable {

    /** A block, its place in the file and its bytes, reused by the next one. */
    record Block(long at, byte[] bytes, int length) {}

    private final Path file;
    private final FileChannel channel;
    private final SnapshotHeader header;
    private final byte[] bytes = new byte[SnapshotFormat.MOST_BLOCK_BYTES];
    private long blocks;

    /** @throws StoreException if it is no snapshot, or its header is damaged */
    SnapshotReader(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            if (number(Long.BYTES).getLong() != SnapshotFormat.MAGIC) {
                throw unusable("it is no snapshot of a profile store");
            }
            header = readHeader();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    SnapshotHeader header() {
        return header;
    }

    /**
     * The next block, or null after the last one.
     *
     * @throws StoreException if it is damaged, or the file ends too early
     */
    @Nullable
    Block next() throws IOException {
        long at = channel.position();
        ByteBuffer head = number(SnapshotFormat.BLOCK_HEAD_BYTES);
        int length = head.getInt();
        int checksum = head.getInt();
        if (length == 0) {
            requireFooter(checksum);
            return null;
        }
        if (length < 0 || length > bytes.length) {
            throw unusable("it is damaged: a block of " + length + " bytes");
        }
        fill(ByteBuffer.wrap(bytes, 0, length));
        if (SnapshotFormat.checksum(bytes, length) != checksum) {
            throw unusable("it is damaged: the checksum of block " + blocks + " does not match");
        }
        blocks++;
        return new Block(at, bytes, length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private SnapshotHeader readHeader() throws IOException {
        ByteBuffer head = number(SnapshotFormat.BLOCK_HEAD_BYTES);
        int length = head.getInt();
        int checksum = head.getInt();
        if (length <= 0 || length > Math.min(SnapshotFormat.MOST_HEADER_BYTES, channel.size())) {
            throw unusable("it is damaged: a header of " + length + " bytes");
        }
        byte[] read = new byte[length];
        fill(ByteBuffer.wrap(read));
        if (SnapshotFormat.checksum(read, length) != checksum) {
            throw unusable("it is damaged: the checksum of its header does not match");
        }
        try {
            return SnapshotHeader.read(read);
        } catch (StoreException e) {
            throw unusable(e.getMessage());
        }
    }

    private void requireFooter(int checksum) throws IOException {
        byte[] counted = new byte[16];
        fill(ByteBuffer.wrap(counted));
        ByteBuffer in = ByteBuffer.wrap(counted);
        boolean whole = SnapshotFormat.checksum(counted, counted.length) == checksum
                && in.getLong() == blocks
                && in.getLong() == SnapshotFormat.END
                && channel.position() == channel.size();
        if (!whole) {
            throw unusable("it is damaged: its end does not match");
        }
    }

    private ByteBuffer number(int length) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(length);
        fill(number);
        return number.flip();
    }

    private void fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw unusable("it is cut off after " + channel.size() + " bytes");
            }
        }
    }

    private StoreException unusable(String why) {
        return new StoreException(file + " cannot be used: " + why);
    }
}
