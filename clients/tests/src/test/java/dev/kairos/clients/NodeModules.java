package dev.kairos.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The published JavaScript clients that {@code src/test/node} names and locks, fetched by npm into {@code target}
 * once for each version of that list. What npm has in its cache is not fetched again.
 */
final class NodeModules {

    private static final Path SOURCE = Path.of("src", "test", "node");
    private static final Path FOLDER = Path.of("target", "clients");
    private static final List<String> LIST = List.of("package.json", "package-lock.json", ".npmrc");
    private static final long PATIENCE_MINUTES = 5;

    private NodeModules() {}

    /** The folder that scripts are to be run in; the clients are below it. */
    static synchronized Path folder() {
        try {
            Files.createDirectories(FOLDER);
            String wanted = list(SOURCE);
            Path mark = FOLDER.resolve("fetched");
            if (!Files.exists(mark) || !Files.readString(mark).equals(wanted)) {
                fetch();
                Files.writeString(mark, wanted);
            }
            for (Path script : scripts()) {
                Files.copy(script, FOLDER.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return FOLDER;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** To be given arguments and started in {@link #folder()}. */
    static ProcessBuilder node(String... arguments) {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder().toFile());
    }

    /** @throws AssertionError in words of what to do when there is no such program */
    static Process start(ProcessBuilder program) {
        try {
            return program.start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "The tests of published clients need Node.js 20 or later with npm on the PATH: "
                            + missing.getMessage(),
                    missing);
        }
    }

    private static void fetch() throws IOException {
        for (String file : LIST) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = FOLDER.resolve("npm.log");
        // No scripts of packages are run, and what a client does without is left out: compiled parts of a queue in
        // Redis.
        Process npm = start(new ProcessBuilder(
                        "npm",
                        "ci",
                        "--ignore-scripts",
                        "--omit=optional",
                        "--prefer-offline",
                        "--no-audit",
                        "--no-fund")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        if (!ended(npm) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new AssertionError("npm could not fetch the clients:\n" + Files.readString(log));
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String list(Path in) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : LIST) {
            all.append(Files.readString(in.resolve(file), StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private static List<Path> scripts() throws IOException {
        try (var files = Files.list(SOURCE)) {
            return files.filter(file -> file.toString().endsWith(".mjs")).toList();
        }
    }
}
