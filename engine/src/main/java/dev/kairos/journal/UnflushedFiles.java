package dev.kairos.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files whose last bytes the disk may not have yet. What is stored to mapped memory is in the page cache at once,
 * so that forcing the file (fdatasync) takes all of it along, whichever block it is in; forcing mapped blocks one by one
 * (msync) would miss those that were unmapped since.
 */
final class UnflushedFiles implements AutoCloseable {

    private final Path dir;
    /** In the order in which they were begun. Guarded by itself. */
    private final Set<Path> files = new LinkedHashSet<>();

    private @Nullable Path current;
    private @Nullable FileChannel channel;

    UnflushedFiles(Path dir) {
        this.dir = dir;
    }

    /** To be called when a file is begun, or gone on with. */
    void add(Path file) {
        synchronized (files) {
            files.add(file);
        }
    }

    /** Blocks until the disk has what was stored before. All but the last file are then whole. */
    synchronized void flush() throws IOException {
        List<Path> unflushed;
        synchronized (files) {
            unflushed = new ArrayList<>(files);
        }
        for (Path file : unflushed) {
            flush(file);
        }
        synchronized (files) {
            // the last one is still written to
            unflushed.stream().limit(Math.max(0, unflushed.size() - 1)).forEach(files::remove);
        }
    }

    private void flush(Path file) throws IOException {
        if (!file.equals(current)) {
            open(file);
        }
        if (channel != null) {
            channel.force(false);
        }
    }

    private void open(Path file) throws IOException {
        close();
        if (Files.exists(file)) {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            current = file;
            // a new file's name must last as well
            forceFolder(dir);
        }
    }

    static void force(Path file) throws IOException {
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    static void forceFolder(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        current = null;
        if (open != null) {
            open.close();
        }
    }
}
