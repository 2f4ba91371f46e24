package dev.kairos.consent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The strings that IAB's own encoder has made: see {@code clients/tests/src/test/node/tcf-strings.mjs}. */
record TcfFixtures(String name, Set<Integer> purposes, Instant updated, String string) {

    static final Path FILE = Path.of("src", "test", "resources", "consent", "tcf-strings.csv");

    static List<TcfFixtures> all() {
        try (Stream<String> lines = Files.lines(FILE)) {
            return lines.skip(1).map(TcfFixtures::of).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static TcfFixtures of(String line) {
        String[] cells = line.split(";");
        Set<Integer> purposes = Stream.of(cells[1].split(" "))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        return new TcfFixtures(cells[0], purposes, Instant.parse(cells[2]), cells[3]);
    }

    @Override
    public String toString() {
        return name;
    }
}
