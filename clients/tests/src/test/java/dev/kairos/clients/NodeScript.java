package dev.kairos.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A script of {@code src/test/node} in a process of its own, which tells what it sees in lines of JSON. What else it has
 * to say stands in {@code target/clients/SCRIPT.log}, and in the failure. One thread.
 */
final class NodeScript implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 240;

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private NodeScript(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        out = process.inputReader(StandardCharsets.UTF_8);
        in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** @throws AssertionError with the script's log unless it ends by itself, well, and in time */
    static List<JsonNode> run(String name, String... arguments) {
        try (NodeScript script = start(name, arguments)) {
            return script.rest();
        }
    }

    static NodeScript start(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        Path log = NodeModules.folder().resolve(name + ".log");
        Process process = NodeModules.start(
                NodeModules.node(command.toArray(String[]::new)).redirectError(log.toFile()));
        NodeScript script = new NodeScript(name, log, process);
        CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS).execute(script::close);
        return script;
    }

    /** Waits for what it tells next. */
    JsonNode next() {
        JsonNode told = read();
        if (told == null) {
            throw failure("has ended too early, or not within " + PATIENCE_SECONDS + " s");
        }
        return told;
    }

    /** Waits for all that it tells until it ends. */
    List<JsonNode> rest() {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode told = read(); told != null; told = read()) {
            all.add(told);
        }
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw failure("has failed with code " + code + " after telling " + all);
        }
        return all;
    }

    /** Lets it read a line. */
    void say(String line) {
        try {
            in.write(line + "\n");
            in.flush();
        } catch (IOException gone) {
            throw failure("does not listen");
        }
    }

    private @Nullable JsonNode read() {
        try {
            String line = out.readLine();
            return line == null ? null : JSON.readTree(line);
        } catch (IOException unreadable) {
            throw failure("tells what is no JSON: " + unreadable.getMessage());
        }
    }

    private AssertionError failure(String what) {
        try {
            return new AssertionError(name + " " + what + "\n" + Files.readString(log));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends it and what it has started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
