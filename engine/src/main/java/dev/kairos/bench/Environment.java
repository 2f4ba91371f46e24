package dev.kairos.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What figures depend on beside the program.
 *
 * @param commit of the sources, short; {@code unknown} when there are none and the jar does not say
 * @param dirty whether the sources have changes that are not in it
 */
record Environment(String commit, boolean dirty, Machine machine, Jdk jdk) {

    private static final int GIT_SECONDS = 10;
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    record Machine(String cpu, int cores, long memoryBytes, String kernel, String transport) {}

    record Jdk(String version, String vendor, String vm) {}

    /** Of this process and its machine. @param home where Kairos is installed */
    static Environment here(Path home, @Nullable String version, String transport) {
        String commit = git(home, "rev-parse", "--short", "HEAD");
        String changes = git(home, "status", "--porcelain", "--untracked-files=no");
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Environment(
                commit != null ? commit : version != null ? version : "unknown",
                changes != null && !changes.isEmpty(),
                new Machine(
                        cpu(),
                        Runtime.getRuntime().availableProcessors(),
                        system.getTotalMemorySize(),
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        transport),
                new Jdk(
                        System.getProperty("java.version"),
                        System.getProperty("java.vendor"),
                        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")));
    }

    private static String cpu() {
        try {
            for (String line : Files.readAllLines(CPU_INFO)) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
        return System.getProperty("os.arch");
    }

    /** What git says; null when there is none, or no repository. */
    private static @Nullable String git(Path home, String... arguments) {
        if (!Files.exists(home.resolve(".git"))) {
            return null;
        }
        List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 ? said : null;
        } catch (IOException noGit) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
