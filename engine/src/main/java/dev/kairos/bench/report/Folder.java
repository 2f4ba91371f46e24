package dev.kairos.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads files of results: regular ones, up to a size, and none that is elsewhere. */
final class Folder {

    private Folder() {}

    /** @throws ReportException when it is missing, larger, or cannot be read */
    static byte[] bytes(Path file, long maxBytes) {
        if (!Files.isRegularFile(file)) {
            throw new ReportException("there is no file " + file);
        }
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ)) {
            byte[] bytes = in.readNBytes((int) maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new ReportException(
                        file + " has more than " + (maxBytes >> 20) + " MiB: no result of a measurement");
            }
            return bytes;
        } catch (IOException e) {
            throw new ReportException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The file of that name, null without a name. @throws ReportException when the name leads out of the folder */
    static @Nullable Path inside(Path folder, @Nullable String name) {
        if (name == null) {
            return null;
        }
        if (name.isEmpty() || name.length() > 200 || !name.chars().allMatch(Folder::isPlain) || name.startsWith(".")) {
            throw new ReportException("a log's name must be that of a file in the folder: " + name);
        }
        return folder.resolve(name);
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
    }
}
