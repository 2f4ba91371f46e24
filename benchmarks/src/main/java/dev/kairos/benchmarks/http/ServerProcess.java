package dev.kairos.benchmarks.http;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server as a process of its own, stopped at the latest when this JVM ends. */
final class ServerProcess implements AutoCloseable {

    private static final long START_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long POLL_MS = 100;
    private static final int CONNECT_MS = 500;
    private static final int STOP_SECONDS = 15;

    private final Process process;
    private final Thread atExit;

    private ServerProcess(Process process) {
        this.process = process;
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts it and waits until its port takes connections. Its output goes to {@code log}. */
    static ServerProcess start(List<String> command, int port, File log) throws IOException, InterruptedException {
        ServerProcess server = new ServerProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start());
        long giveUp = System.nanoTime() + START_TIMEOUT_NANOS;
        while (!isListening(port)) {
            if (!server.process.isAlive() || System.nanoTime() > giveUp) {
                server.close();
                throw new IOException("did not start: " + String.join(" ", command) + "; see " + log);
            }
            Thread.sleep(POLL_MS);
        }
        return server;
    }

    /** Sends it a signal, such as {@code STOP}, {@code CONT} or {@code KILL}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
