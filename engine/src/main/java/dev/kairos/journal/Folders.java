package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders. What a link leads to is left alone; the link goes. */
public final class Folders {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(CHUNK_BYTES).asReadOnlyBuffer();

    private Folders() {}

    /** Deletes a folder with all that is in it; nothing when it is not there. */
    public static void delete(Path folder) throws IOException {
        for (Path path : deepestFirst(folder)) {
            Files.delete(path);
        }
    }

    /** The same, once zeros stand on the disk where the files had anything. */
    public static void wipe(Path folder) throws IOException {
        for (Path path : deepestFirst(folder)) {
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                overwrite(path);
            }
            Files.delete(path);
        }
    }

    private static List<Path> deepestFirst(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** Writes only where there is something: holes in a file stay holes. */
    private static void overwrite(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
            for (long at = 0; file.read(chunk.clear(), at) > 0; at += chunk.limit()) {
                chunk.flip();
                ByteBuffer zeros = ZEROS.duplicate().limit(chunk.limit());
                if (chunk.mismatch(zeros) >= 0) {
                    overwrite(file, at, zeros);
                }
            }
            file.force(false);
        }
    }

    private static void overwrite(FileChannel file, long at, ByteBuffer zeros) throws IOException {
        while (zeros.hasRemaining()) {
            file.write(zeros, at + zeros.position());
        }
    }
}
