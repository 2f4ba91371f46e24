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
        // What a client does without is left out: compiled parts of a queue in Redis.
        fetch(SOURCE, FOLDER, "--omit=optional");
        try (var files = Files.list(SOURCE)) {
            for (Path script :
                    files.filter(file -> file.toString().endsWith(".mjs")).toList()) {
                Files.copy(script, FOLDER.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return FOLDER;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lets npm put into a folder what the lists of a source lock, unless it has done so. No scripts of packages are run. */
    static synchronized void fetch(Path source, Path folder, String... options) {
        try {
            Files.createDirectories(folder);
            String wanted = list(source);
            Path mark = folder.resolve("fetched");
            if (Files.exists(mark) && Files.readString(mark).equals(wanted)) {
                return;
            }
            for (String file : LIST) {
                Files.copy(source.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            install(folder, options);
            Files.writeString(mark, wanted);
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

    private static void install(Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"));
        command.addAll(List.of(options));
        Path log = folder.resolve("npm.log");
        Process npm = start(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        if (!ended(npm) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new AssertionError("npm could not fetch what " + folder + " needs:\n" + Files.readString(log));
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
}
