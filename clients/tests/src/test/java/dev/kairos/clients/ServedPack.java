package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Kairos as it is run, in a process of its own that can be stopped, killed and started again on the same port. */
final class ServedPack implements AutoCloseable {

    private final Path pack;
    private final Path folder;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private String config = "store: {capacity: 1000}\n";
    private @Nullable String secretKey;
    private @Nullable Process process;

    /** @param folder for its data and what it says */
    ServedPack(Path pack, Path folder) throws IOException {
        this.pack = pack;
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    /** To be said before it is started. */
    ServedPack withKeys(String write, String secret) {
        secretKey = secret;
        return with("keys: {write: [" + write + "], secret: [" + secret + "]}\n");
    }

    /** Adds to its configuration; to be said before it is started. */
    ServedPack with(String yaml) {
        config += yaml;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns when it answers. */
    void start() throws IOException {
        Path errors = folder.resolve("errors");
        process = KairosProcess.start(
                errors,
                "serve",
                "--pack",
                pack.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--port",
                Integer.toString(port),
                "--config",
                config().toString());
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).as("%s", Files.readString(errors)).contains(url());
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), config);
    }

    /** As an operator stops it. */
    void stop() throws InterruptedException {
        Process running = running();
        running.destroy();
        assertThat(running.waitFor(30, TimeUnit.SECONDS)).isTrue();
        process = null;
    }

    /** As a power cut would, but for the page cache. */
    void kill() throws InterruptedException {
        running().toHandle().destroyForcibly();
        running().waitFor();
        process = null;
    }

    private Process running() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("it does not run");
        }
        return running;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(to(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(
                to(path).POST(HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
        return secretKey == null ? request : request.header("X-API-Key", secretKey);
    }

    /** The value of a counter without labels since the process was started. */
    long counter(String name) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    @Override
    public void close() {
        if (process != null) {
            process.toHandle().destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }
}
