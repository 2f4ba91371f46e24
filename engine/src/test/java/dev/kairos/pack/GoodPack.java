package dev.kairos.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The pack without mistakes in {@code pack-mistakes/base}, for tests to spoil. */
final class GoodPack {

    static final Path FOLDER = Path.of("src", "test", "resources", "pack-mistakes", "base");

    private GoodPack() {}

    /** Paths relative to the folder. */
    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    static void copyTo(Path folder) throws IOException {
        for (String file : files()) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(FOLDER.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
