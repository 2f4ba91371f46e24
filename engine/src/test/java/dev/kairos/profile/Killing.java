package dev.kairos.profile;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a process that says by number, a line each, what it has done, and kills it. */
public final class Killing {

    private Killing() {}

    /** Of a process with the flags of this one. */
    public static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.matches("--(add|sun|enable).*|-Dchronicle.*")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the last number acknowledged, {@code last} if none; the kill comes so many nanoseconds after so many lines. */
    static long untilKilled(List<String> command, long last, int lines, long nanos)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long acknowledged = last;
        try (BufferedReader numbers = process.inputReader(StandardCharsets.US_ASCII)) {
            String line = numbers.readLine();
            for (int i = 0; i < lines && line != null; i++) {
                acknowledged = Long.parseLong(line);
                line = numbers.readLine();
            }
            long until = System.nanoTime() + nanos;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            // Through the handle: Process.destroyForcibly would close the pipe with what is still in it.
            process.toHandle().destroyForcibly();
            // What it had written to the pipe before it died counts as acknowledged. The very last line can be cut off,
            // and is then a smaller number than the one before.
            while (line != null) {
                acknowledged = line.matches("[0-9]+") ? Math.max(acknowledged, Long.parseLong(line)) : acknowledged;
                line = numbers.readLine();
            }
        }
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the process is still there");
        }
        return acknowledged;
    }
}
