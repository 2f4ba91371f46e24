package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    private Path dir;

    @Test
    void deletesAllThatIsInAFolder() throws IOException {
        Path folder =
                Files.createDirectories(dir.resolve("a/b/c")).resolve("../..").normalize();
        Files.writeString(folder.resolve("b/file"), "x");

        Folders.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(dir).exists();
    }

    @Test
    void whatIsWipedIsOverwrittenBeforeItGoes() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("a/b"));
        Path file = folder.resolve("file");
        int far = 1_000_000;
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write("customer-1".getBytes(StandardCharsets.UTF_8));
            sparse.seek(far);
            sparse.write("customer-2".getBytes(StandardCharsets.UTF_8));
        }
        // A file that somebody has open is there until it is closed: so can be seen what became of it.
        try (FileChannel open = FileChannel.open(file)) {
            Folders.wipe(dir.resolve("a"));

            ByteBuffer left = ByteBuffer.allocate(2 * far);
            open.read(left);
            assertThat(left.flip().remaining()).isEqualTo(far + "customer-2".length());
            assertThat(left.array()).containsOnly(0);
        }
        assertThat(dir.resolve("a")).doesNotExist();
    }

    @Test
    void whatALinkLeadsToStays() throws IOException {
        Path kept = Files.writeString(dir.resolve("kept"), "x");
        Path others = Files.createDirectory(dir.resolve("others"));
        Path inIt = Files.writeString(others.resolve("in it"), "y");
        Path folder = Files.createDirectory(dir.resolve("a"));
        Files.createSymbolicLink(folder.resolve("to a file"), kept);
        Files.createSymbolicLink(folder.resolve("to a folder"), others);
        Files.createSymbolicLink(folder.resolve("to nothing"), dir.resolve("none"));

        Folders.wipe(folder);

        assertThat(folder).doesNotExist();
        assertThat(kept).hasContent("x");
        assertThat(inIt).hasContent("y");
    }

    @Test
    void aFolderThatIsNotThereIsNoMistake() {
        assertThatCode(() -> {
                    Folders.delete(dir.resolve("none"));
                    Folders.wipe(dir.resolve("none"));
                })
                .doesNotThrowAnyException();
    }
}
