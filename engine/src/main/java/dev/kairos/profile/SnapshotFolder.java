package dev.kairos.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The snapshots of a store, each named by its position. */
final class SnapshotFolder {

    private static final String NAMED = "snapshot-\\d{19}";

    private SnapshotFolder() {}

    static Path file(Path dir, long position) {
        return dir.resolve(String.format(Locale.ROOT, "snapshot-%019d", position));
    }

    static List<Path> newestFirst(Path dir) throws IOException {
        if (!Files.exists(dir)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> file.getFileName().toString().matches(NAMED))
                    .sorted(Comparator.comparing(
                                    (Path file) -> file.getFileName().toString())
                            .reversed())
                    .toList();
        }
    }

    /** Deletes what is older than the newest so many, and what a killed process did not finish. */
    static void tidy(Path dir, int keep) throws IOException {
        List<Path> whole = newestFirst(dir);
        for (Path old : whole.subList(Math.min(keep, whole.size()), whole.size())) {
            Files.delete(old);
        }
        deleteUnfinished(dir);
    }

    /** Brings to an end what a killed process had begun. */
    static void finish(Path dir) throws IOException {
        deleteUnfinished(dir);
        for (Path file : newestFirst(dir)) {
            SnapshotPatch.finish(file);
        }
    }

    private static void deleteUnfinished(Path dir) throws IOException {
        if (Files.exists(dir)) {
            try (Stream<Path> files = Files.list(dir)) {
                for (Path file : files.toList()) {
                    if (file.toString().endsWith(SnapshotWriter.UNFINISHED)) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
