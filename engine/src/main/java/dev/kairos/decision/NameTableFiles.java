package dev.kairos.decision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name tables of every pack version that was ever live here, a file each; another one, with a code of its own, when another
 * engine has other tables of the same version. Thread-safe. */
final class NameTableFiles {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    private static final String SUFFIX = ".json";

    private final Path dir;
    private final Map<Integer, NameTables> byCode = new ConcurrentHashMap<>();

    /** @throws UncheckedIOException when the folder cannot be read or made */
    NameTableFiles(Path dir) {
        this.dir = dir;
        try {
            Files.createDirectories(dir);
            try (Stream<Path> files = Files.list(dir)) {
                read(files.filter(file -> file.toString().endsWith(SUFFIX)).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the name tables in " + dir, e);
        }
    }

    private void read(List<Path> files) throws IOException {
        for (Path file : files) {
            try {
                NameTables names = NameTables.ofJson(Files.readAllBytes(file));
                byCode.put(names.code(), names);
            } catch (UncheckedIOException damaged) {
                LOG.warn("{} is damaged: decisions of that pack version cannot be explained in words", file);
            }
        }
    }

    /**
     * Keeps the names for good.
     *
     * @throws UncheckedIOException when they cannot be written
     * @throws IllegalStateException when another version has the same code, which one in four thousand million has
     */
    void keep(NameTables names) {
        NameTables known = byCode.putIfAbsent(names.code(), names);
        if (known != null && !known.version().equals(names.version())) {
            throw new IllegalStateException("pack versions " + known.version() + " and " + names.version()
                    + " have the same code in the decision log; change a comment in the pack");
        }
        Path file = dir.resolve(
                "%s-%08x%s".formatted(names.version().replaceAll("[^A-Za-z0-9._@-]", "_"), names.code(), SUFFIX));
        try {
            if (!Files.exists(file)) {
                Path whole = Files.write(dir.resolve(file.getFileName() + ".new"), names.toJson());
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            byCode.remove(names.code(), names);
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Nullable
    NameTables of(int code) {
        return byCode.get(code);
    }
}
