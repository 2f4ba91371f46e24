package dev.kairos.bench;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How this program is started again: the same JDK, the same jar, the same JVM flags.
 *
 * @param java the JVM's program
 * @param flags of this JVM, without those that only one process can have
 */
public record Program(String java, List<String> flags, String classPath, String mainClass) {

    private static final List<String> NOT_HANDED_ON = List.of(
            "-agentlib:", "-agentpath:", "-javaagent:", "-Xlog:", "-XX:StartFlightRecording", "-Dkairos.terminal");

    /** @param mainClass that takes the command line */
    public static Program here(String mainClass) {
        List<String> flags =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        flags.removeIf(flag -> NOT_HANDED_ON.stream().anyMatch(flag::startsWith));
        return new Program(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                List.copyOf(flags),
                System.getProperty("java.class.path"),
                mainClass);
    }

    /** The same with another jar, or folders of classes. */
    Program withClassPath(String other) {
        return new Program(java, flags, other, mainClass);
    }

    /** Runs the main class. @param gcLog where the collector's log goes */
    List<String> command(Path gcLog, List<String> arguments) {
        return command(gcLog, mainClass, arguments);
    }

    /** Runs another class of the program. */
    List<String> command(Path gcLog, String otherClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(flags);
        command.add(GcLog.FLAG_START + quoted(gcLog) + GcLog.FLAG_END);
        command.add("-Dkairos.terminal=false");
        command.addAll(List.of("-cp", classPath, otherClass));
        command.addAll(arguments);
        return command;
    }

    /** The JVM takes a colon in a path for the end of it. */
    private static String quoted(Path path) {
        String text = path.toAbsolutePath().toString();
        return text.indexOf(':') < 0 || File.separatorChar == '\\' ? text : '"' + text + '"';
    }
}
