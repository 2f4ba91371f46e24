package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DictionaryFileTest {

    @TempDir
    Path dir;

    @Test
    void keepsWordsUnderTheirCodes() throws IOException {
        Path file = write("gold", "", "süß😀", "x".repeat(256));

        try (DictionaryFile opened = DictionaryFile.open(file, 10)) {
            Dictionary dictionary = opened.dictionary();
            assertThat(dictionary.size()).isEqualTo(4);
            assertThat(dictionary.word(0)).isSameAs("gold");
            assertThat(dictionary.word(2)).isEqualTo("süß😀");
            assertThat(dictionary.codeOrAdd("")).isOne();
            assertThat(dictionary.codeOrAdd("new")).isEqualTo(4);
            assertThat(dictionary.code("unknown")).isEqualTo(Dictionary.UNKNOWN);
        }
    }

    @Test
    void cutsOffATornTailWhereverItIsTorn() throws IOException {
        byte[] whole = Files.readAllBytes(write("gold", "silver"));
        int firstWord = 6 + "gold".length();
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(dir.resolve("torn-" + length), Arrays.copyOf(whole, length));
            int expected = length < firstWord ? 0 : 1;

            try (DictionaryFile opened = DictionaryFile.open(file, 10)) {
                assertThat(opened.dictionary().size()).as("cut at " + length).isEqualTo(expected);
                assertThat(opened.dictionary().codeOrAdd("bronze")).isEqualTo(expected);
            }
            try (DictionaryFile again = DictionaryFile.open(file, 10)) {
                assertThat(again.dictionary().word(expected)).isEqualTo("bronze");
            }
        }
    }

    @Test
    void cutsOffATailOfZeros() throws IOException {
        byte[] whole = Files.readAllBytes(write("gold"));
        Path file = Files.write(dir.resolve("zeros"), Arrays.copyOf(whole, whole.length + 4_096));

        try (DictionaryFile opened = DictionaryFile.open(file, 10)) {
            assertThat(opened.dictionary().size()).isOne();
        }
        assertThat(Files.size(file)).isEqualTo(whole.length);
    }

    @Test
    void isBounded() throws IOException {
        try (DictionaryFile opened = DictionaryFile.open(dir.resolve("dictionary"), 2)) {
            opened.dictionary().codeOrAdd("a");
            opened.dictionary().codeOrAdd("b");

            assertThat(opened.dictionary().codeOrAdd("c")).isEqualTo(Dictionary.FULL);
            assertThat(opened.dictionary().codeOrAdd("a")).isZero();
        }
    }

    private Path write(String... words) throws IOException {
        Path file = dir.resolve("dictionary");
        try (DictionaryFile opened = DictionaryFile.open(file, 10)) {
            for (String word : words) {
                opened.dictionary().codeOrAdd(word);
            }
        }
        return file;
    }
}
