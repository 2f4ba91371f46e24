package dev.kairos.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server as a process of its own. It is stopped at the latest when this JVM ends; should this JVM be killed, its standard
 * input ends, which servers that are told so take for the end.
 */
public final class ServerProcess implements AutoCloseable {

    private static final long START_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long POLL_MS = 20;
    private static final int STOP_SECONDS = 20;
    private static final int TAIL_BYTES = 4096;
    private static final Pattern LISTENS = Pattern.compile("at http://[^/\\s]+:(\\d{1,5})\\s");

    private final Process process;
    private final Path log;
    private final Thread atExit;
    private int port;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        atExit = new Thread(this::stop, "bench-stop");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts it and waits until it says on a line of its output that it answers {@code at http://HOST:PORT}.
     *
     * @param environment what is to be set beside this process' own
     * @param log where its output goes; a file that is there is overwritten
     * @throws BenchException when it ends instead, with the end of what it said, or takes more than ten minutes
     */
    public static ServerProcess start(List<String> command, Map<String, String> environment, Path log)
            throws InterruptedException {
        ServerProcess server;
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Files.deleteIfExists(log);
            server = new ServerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new BenchException("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
        boolean listens = false;
        try {
            server.awaitPort();
            listens = true;
            return server;
        } catch (IOException e) {
            throw new BenchException("cannot read " + log + ": " + e.getMessage(), e);
        } finally {
            if (!listens) {
                server.close();
            }
        }
    }

    private void awaitPort() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + START_TIMEOUT_NANOS;
        while (port == 0) {
            boolean alive = process.isAlive();
            Matcher listens = LISTENS.matcher(Files.readString(log, StandardCharsets.ISO_8859_1));
            if (listens.find()) {
                port = Integer.parseInt(listens.group(1));
            } else if (!alive) {
                throw new BenchException("a server did not start and ended with exit code " + process.exitValue()
                        + "; the end of " + log + ":\n" + tail());
            } else if (System.nanoTime() > giveUp) {
                throw new BenchException(
                        "a server did not start within ten minutes; the end of " + log + ":\n" + tail());
            } else {
                Thread.sleep(POLL_MS);
            }
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of what it has said. */
    public String tail() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            byte[] end = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Sends it a signal, such as {@code STOP}, {@code CONT} or {@code KILL}. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Stops it and waits until it is gone; at once, when the thread is interrupted. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The hook finds the process gone.
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
