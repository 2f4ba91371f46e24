package dev.kairos.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes one snapshot under another name and gives it its own once it is whole and on the disk. One thread. */
final class SnapshotWriter implements AutoCloseable {

    static final String UNFINISHED = ".new";

    private final Path file;
    private final Path beside;
    private final FileChannel channel;
    private final ByteBuffer block = ByteBuffer.allocate(SnapshotFormat.MOST_BLOCK_BYTES);
    private long blocks;

    SnapshotWriter(Path file, SnapshotHeader header) throws IOException {
        this.file = file;
        beside = file.resolveSibling(file.getFileName() + UNFINISHED);
        channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        write(ByteBuffer.allocate(Long.BYTES).putLong(SnapshotFormat.MAGIC).flip());
        byte[] bytes = header.bytes();
        writeChecked(ByteBuffer.wrap(bytes));
    }

    void add(byte[] bytes, int keyAt, int keyBytes, int recordAt, int recordBytes) throws IOException {
        block.putShort((short) keyBytes).putInt(recordBytes);
        block.put(bytes, keyAt, keyBytes).put(bytes, recordAt, recordBytes);
        if (block.position() >= SnapshotFormat.BLOCK_BYTES) {
            writeBlock();
        }
    }

    /** Returns the bytes of the file, which is there now. */
    long finish() throws IOException {
        if (block.position() > 0) {
            writeBlock();
        }
        write(SnapshotFormat.footer(blocks));
        channel.force(true);
        long bytes = channel.size();
        channel.close();
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.forceFolder(file.getParent());
        return bytes;
    }

    /** Deletes what was not finished. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(beside);
    }

    private void writeBlock() throws IOException {
        block.flip();
        writeChecked(block);
        block.clear();
        blocks++;
    }

    private void writeChecked(ByteBuffer bytes) throws IOException {
        int length = bytes.limit();
        write(ByteBuffer.allocate(SnapshotFormat.BLOCK_HEAD_BYTES)
                .putInt(length)
                .putInt(SnapshotFormat.checksum(bytes.array(), length))
                .flip());
        write(bytes);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
