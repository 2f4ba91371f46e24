package dev.kairos.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistake;
import dev.kairos.mistake.Mistakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackFolderTest {

    @TempDir
    Path temporary;

    private Path folder;
    private final Mistakes mistakes = new Mistakes();
    private final Mistakes notes = new Mistakes();

    @BeforeEach
    void makeAFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("pack"));
        write("pack.yaml", "name: p\n");
        write("schema.yaml", "person:\n");
        write("catalogue.yaml", "actions:\n");
        write("rules/deep/down/a.drl", "rule x\n");
    }

    @Test
    void readsTheFilesOfAPack() {
        assertThat(read().files())
                .containsOnlyKeys("catalogue.yaml", "pack.yaml", "rules/deep/down/a.drl", "schema.yaml");
        assertThat(mistakes.isEmpty()).isTrue();
        assertThat(notes.isEmpty()).isTrue();
    }

    @Test
    void leavesAloneWhatIsTheAuthors() throws IOException {
        String hash = read().hash();
        write("README.md", "how to");
        write("rules/notes.txt", "x");
        write(".git/config", "x");
        write("rules/.swp", "x");

        assertThat(read().hash()).isEqualTo(hash);
        assertThat(mistakes.isEmpty()).isTrue();
        assertThat(notes.isEmpty()).isTrue();
    }

    @Test
    void saysWhatItDoesNotRead() throws IOException {
        write("scenarios/one.yaml", "x");
        write("rules/table.xlsx", "x");
        write("logo.png", "x");

        read();

        assertThat(mistakes.isEmpty()).isTrue();
        assertThat(notes.sorted())
                .extracting(Mistake::toString)
                .containsExactly(
                        "logo.png: not part of a pack, not read",
                        "rules/table.xlsx: not read by this version",
                        "scenarios: not read by this version");
    }

    @Test
    void aHashIsThatOfThePathsAndContents() throws IOException {
        String hash = read().hash();

        write("rules/deep/down/a.drl", "rule x // changed\n");
        assertThat(read().hash()).isNotEqualTo(hash);
        write("rules/deep/down/a.drl", "rule x\n");
        assertThat(read().hash()).isEqualTo(hash);
        Files.move(folder.resolve("rules/deep/down/a.drl"), folder.resolve("rules/a.drl"));
        assertThat(read().hash()).isNotEqualTo(hash);
    }

    @Test
    void aHashDoesNotDependOnLineEnds() throws IOException {
        write("pack.yaml", "name: p\ndescription: two lines\n");
        String hash = read().hash();

        write("pack.yaml", "name: p\r\ndescription: two lines\r\n");

        assertThat(read().hash()).isEqualTo(hash);
    }

    @Test
    void followsALinkThatStaysInside() throws IOException {
        Files.move(folder.resolve("pack.yaml"), folder.resolve(".real"));
        Files.createSymbolicLink(folder.resolve("pack.yaml"), Path.of(".real"));

        assertThat(read().files()).containsKey("pack.yaml");
        assertThat(mistakes.isEmpty()).isTrue();
    }

    @Test
    void refusesLinksThatLeaveTheFolder() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret.drl"), "x");
        Files.createSymbolicLink(folder.resolve("rules/out.drl"), secret);
        Files.createSymbolicLink(folder.resolve("rules/out"), temporary);
        Files.createSymbolicLink(folder.resolve("rules/gone.drl"), Path.of("nothing"));
        Files.createSymbolicLink(folder.resolve("rules/round"), Path.of("."));

        assertThat(read().files()).hasSize(4);
        assertThat(mistakes.sorted())
                .extracting(Mistake::toString)
                .containsExactly(
                        "rules/gone.drl: the link leads nowhere (remove it, or put the file itself here)",
                        "rules/out: the link leads out of the pack's folder (put the file itself here)",
                        "rules/out.drl: the link leads out of the pack's folder (put the file itself here)",
                        "rules/round: a link to a folder is not followed (put the folder itself here)");
    }

    @Test
    void refusesAFolderWhereAFileBelongs() throws IOException {
        Files.delete(folder.resolve("pack.yaml"));
        Files.createDirectory(folder.resolve("pack.yaml"));

        read();

        assertThat(mistakes.sorted())
                .extracting(Mistake::toString)
                .containsExactly("pack.yaml: this is not a regular file (put a file of text here)");
    }

    @Test
    void refusesALongFile() throws IOException {
        Files.write(folder.resolve("rules/long.drl"), new byte[YamlReader.MAX_BYTES + 1]);

        read();

        assertThat(mistakes.sorted())
                .extracting(Mistake::toString)
                .containsExactly("rules/long.drl: the file is longer than 4 MiB (split or shorten it)");
    }

    @Test
    void refusesMoreFilesThanAPackCanHave() throws IOException {
        for (int i = 0; i <= PackFolder.MAX_FILES; i++) {
            Files.createFile(folder.resolve("rules/" + i + ".drl"));
        }

        read();

        assertThat(mistakes.sorted())
                .extracting(Mistake::toString)
                .contains("pack.yaml: the folder holds more than 10000 files (keep the pack in a folder of its own)");
    }

    @Test
    void refusesDeepFolders() throws IOException {
        Files.createDirectories(folder.resolve("rules" + "/x".repeat(20)));

        read();

        assertThat(mistakes.sorted())
                .singleElement()
                .extracting(Mistake::message)
                .isEqualTo("more than 16 folders deep");
    }

    @Test
    void refusesWhatIsNoFolder() {
        PackFolder.read(folder.resolve("nowhere"), mistakes, notes);
        PackFolder.read(folder.resolve("pack.yaml"), mistakes, notes);

        assertThat(mistakes.sorted())
                .extracting(Mistake::message)
                .containsExactly("there is no such folder", "this is not a folder");
    }

    @Test
    void notesThatThereAreNoRules() throws IOException {
        Files.delete(folder.resolve("rules/deep/down/a.drl"));

        read();

        assertThat(notes.sorted())
                .extracting(Mistake::toString)
                .containsExactly("rules: there are no rules: every placement will answer its fallback");
    }

    private PackFolder read() {
        return PackFolder.read(folder, mistakes, notes);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
