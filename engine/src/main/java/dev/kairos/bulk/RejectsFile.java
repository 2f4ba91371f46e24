package dev.kairos.bulk;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code FILE.rejects}: made with the first rejected row; one of an earlier load is gone. One thread. */
final class RejectsFile<R> implements Closeable {

    private final Path path;
    private final RejectWriter<R> rows;
    private @Nullable OutputStream out;

    RejectsFile(Path source, RejectWriter<R> rows) throws IOException {
        this.path = source.resolveSibling(source.getFileName() + ".rejects");
        this.rows = rows;
        Files.deleteIfExists(path);
    }

    /** @throws UncheckedIOException when it cannot be written: a load must not go on then */
    void add(R row, String reason) {
        try {
            if (out == null) {
                out = new BufferedOutputStream(Files.newOutputStream(path), 64 << 10);
                rows.beginRejects(out);
            }
            rows.reject(out, row, reason);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /** Where they are, or null when there are none. */
    @Nullable
    Path path() {
        return out == null ? null : path;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
