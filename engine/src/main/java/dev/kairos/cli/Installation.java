package dev.kairos.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where Kairos is installed. */
final class Installation {

    private Installation() {}

    /** The folder that holds {@code rules}: said by the launcher, otherwise three above the jar. */
    static Path home() {
        String told = System.getProperty("kairos.home");
        if (told != null) {
            return Path.of(told);
        }
        try {
            Path code = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.getParent().getParent().getParent();
        } catch (URISyntaxException | NullPointerException e) {
            throw new Failure("cannot tell where Kairos is installed: say it with -Dkairos.home=DIR", e);
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
