package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of mistakes in {@code pack-mistakes/mistakes.txt}: each at its place, with its hint, and no other. */
class PackMistakesTest {

    private static final Path TABLE = Path.of("src", "test", "resources", "pack-mistakes", "mistakes.txt");

    @TempDir
    Path folder;

    record Expected(String place, String message, String hint) {

        boolean isMetBy(Mistake mistake) {
            String found = mistake.line() > 0 ? mistake.file() + ":" + mistake.line() : mistake.file();
            return found.equals(place)
                    && mistake.message().contains(message)
                    && (hint.equals("-") || mistake.hint().contains(hint));
        }
    }

    record Row(int line, String file, String find, String replace, List<Expected> expected) {

        static Row of(int line, String text) {
            List<String> cells = new ArrayList<>();
            for (String cell : text.split(" \\|(?=\\s)", -1)) {
                cells.add(cell.startsWith(" ") ? cell.substring(1) : cell);
            }
            String expectations = String.join(" | ", cells.subList(3, cells.size()));
            List<Expected> expected = Stream.of(expectations.split(" & "))
                    .map(e -> e.split(" \\| "))
                    .map(e -> new Expected(e[0].strip(), e[1].strip(), e[2].strip()))
                    .toList();
            return new Row(line, cells.get(0), unescaped(cells.get(1)), unescaped(cells.get(2)), expected);
        }

        private static String unescaped(String cell) {
            return cell.replace("\\n", "\n").replace("\\t", "\t");
        }

        @Override
        public String toString() {
            return "line " + line + ": " + file + ": " + expected.get(0).message();
        }
    }

    static List<Row> table() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                rows.add(Row.of(i + 1, lines.get(i)));
            }
        }
        return rows;
    }

    @Test
    void thePackThatIsSpoiledIsGood() {
        PackResult result = PackLoader.load(GoodPack.FOLDER);

        assertThat(result.notes()).isEmpty();
        result.orThrow().close();
    }

    @Test
    void theTableHasAHundredMistakesAndMore() throws IOException {
        assertThat(table()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("table")
    void findsThisMistakeAndNoOther(Row row) throws IOException {
        GoodPack.copyTo(folder);
        spoil(row);

        PackResult result = PackLoader.load(folder);

        assertThat(result).isInstanceOf(PackResult.Refused.class);
        List<Mistake> mistakes = ((PackResult.Refused) result).mistakes();
        for (Expected expected : row.expected()) {
            assertThat(mistakes).as("%s", expected).anyMatch(expected::isMetBy);
        }
        assertThat(mistakes).hasSameSizeAs(row.expected());
    }

    private void spoil(Row row) throws IOException {
        Path file = folder.resolve(row.file());
        switch (row.find()) {
            case "(delete)" -> Files.delete(file);
            case "(all)" -> Files.writeString(file, row.replace());
            case "(end)" -> Files.writeString(file, Files.readString(file) + row.replace());
            case "(new)" -> {
                Files.createDirectories(file.getParent());
                Files.writeString(file, row.replace());
            }
            default -> {
                String before = Files.readString(file);
                assertThat(before).as("line %s", row.line()).contains(row.find());
                int at = before.indexOf(row.find());
                Files.writeString(
                        file,
                        before.substring(0, at)
                                + row.replace()
                                + before.substring(at + row.find().length()));
            }
        }
    }
}
