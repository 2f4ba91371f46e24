package dev.kairos.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Pieces to be written over a snapshot, all or none: put beside it whole, under a name that is there only then, applied
 * and taken away. To apply them twice does no harm.
 */
final class SnapshotPatch {

    /** Bytes and where in the snapshot they go. */
    record Piece(long at, byte[] bytes) {}

    private static final String BESIDE = ".patch";

    private SnapshotPatch() {}

    /** A block or header with its length and checksum before it. */
    static Piece checked(long at, byte[] bytes, int length) {
        ByteBuffer piece = ByteBuffer.allocate(SnapshotFormat.BLOCK_HEAD_BYTES + length);
        piece.putInt(length).putInt(SnapshotFormat.checksum(bytes, length)).put(bytes, 0, length);
        return new Piece(at, piece.array());
    }

    static void apply(Path file, List<Piece> pieces) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + BESIDE + SnapshotWriter.UNFINISHED);
        try (FileChannel out = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (Piece piece : pieces) {
                write(
                        out,
                        ByteBuffer.allocate(12)
                                .putLong(piece.at())
                                .putInt(piece.bytes().length)
                                .flip(),
                        -1);
                write(out, ByteBuffer.wrap(piece.bytes()), -1);
            }
            out.force(true);
        }
        Files.move(unfinished, beside(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.forceFolder(file.getParent());
        finish(file);
    }

    /** Applies what a killed process did not come to. */
    static void finish(Path file) throws IOException {
        Path patch = beside(file);
        if (!Files.exists(patch)) {
            return;
        }
        try (FileChannel in = FileChannel.open(patch, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (ByteBuffer head = read(in, 12); head.hasRemaining(); head = read(in, 12)) {
                long at = head.getLong();
                write(out, read(in, head.getInt()), at);
            }
            out.force(true);
        }
        DurableFiles.delete(patch);
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + BESIDE);
    }

    private static ByteBuffer read(FileChannel in, int bytes) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(bytes);
        while (read.hasRemaining() && in.read(read) >= 0) {
            // until all of it is there, or the end
        }
        return read.flip();
    }

    /** At a place, or at the end for -1. */
    private static void write(FileChannel out, ByteBuffer bytes, long at) throws IOException {
        long position = at < 0 ? out.position() : at;
        while (bytes.hasRemaining()) {
            position += out.write(bytes, position);
        }
        out.position(position);
    }
}
