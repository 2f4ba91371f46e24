package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is committed of the web client is what its sources make, and no larger than promised. */
class WebClientBuildTest {

    private static final Path WEB = Path.of("..", "web");
    private static final int MOST_BYTES = 4096;

    @Test
    void isWhatItsSourcesMake() throws Exception {
        Path folder = Path.of("target", "web");
        NodeModules.fetch(WEB, folder);
        copy("build.mjs", folder);
        copy("tsconfig.json", folder);
        copy("src", folder);

        Process build = NodeModules.start(new ProcessBuilder("node", "build.mjs")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("build.log").toFile()));

        assertThat(build.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(build.exitValue())
                .as(Files.readString(folder.resolve("build.log")))
                .isZero();
        assertThat(files(folder.resolve("dist"))).isEqualTo(files(WEB.resolve("dist")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kairos.js", "kairos.mjs"})
    void isSmall(String script) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(Files.readAllBytes(WEB.resolve("dist").resolve(script)));
        }

        assertThat(packed.size()).isLessThanOrEqualTo(MOST_BYTES);
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (var list = Files.list(folder)) {
            for (Path file : list.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static void copy(String name, Path folder) throws IOException {
        Files.walkFileTree(WEB.resolve(name), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = folder.resolve(WEB.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
