package dev.kairos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a serving process with SIGKILL while profiles are put and imported and decisions are asked for, again and again:
 * the store opens each time, and every acknowledged write is there and whole. {@code -Dkairos.kills=20} for more than
 * the usual few.
 */
class KillUnderTrafficTest {

    private static final int KILLS = Integer.getInteger("kairos.kills", 3);
    private static final long SEED = Long.getLong("kairos.seed", 7);
    private static final int CUSTOMERS = 200;
    private static final Path PACK = Path.of("..", "rules", "minimal");

    @TempDir
    Path data;

    /** The last balance of each customer whose write was acknowledged. */
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    private final AtomicLong balances = new AtomicLong();
    private final AtomicInteger decisions = new AtomicInteger();
    /** What callers found wrong, other than that the process is gone. */
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void everyAcknowledgedWriteSurvives() throws Exception {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            try (Served served = serve()) {
                verify(served.port);
                trafficUntilKilled(served, 20 + random.nextInt(400), random);
            }
        }
        try (Served served = serve()) {
            verify(served.port);
        }
        assertThat(acknowledged).isNotEmpty();
        assertThat(decisions.get()).isPositive();
    }

    /** Three callers at once; the process dies after so many acknowledged writes, in the middle of others. */
    private void trafficUntilKilled(Served served, int writes, Random random) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(writes);
        long seed = random.nextLong();
        List<Thread> callers = List.of(
                new Thread(() -> untilRefused(() -> put(served, new Random(seed), left))),
                new Thread(() -> untilRefused(() -> importSome(served, new Random(seed + 1), left))),
                new Thread(() -> untilRefused(() -> decide(served, new Random(seed + 2)))));
        for (Thread caller : callers) {
            caller.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join(TimeUnit.SECONDS.toMillis(60));
            assertThat(caller.isAlive()).isFalse();
        }
        assertThat(failures).isEmpty();
    }

    private interface Call {
        void make() throws IOException, InterruptedException;
    }

    private static void untilRefused(Call call) {
        try {
            while (true) {
                call.make();
            }
        } catch (IOException | InterruptedException theProcessIsGone) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Served served, Random random, AtomicInteger left) throws IOException, InterruptedException {
        String id = "p-" + random.nextInt(CUSTOMERS);
        long balance = balances.incrementAndGet();
        int status =
                send(served.port, "PUT", "/v1/profiles/" + id, profile(balance)).statusCode();
        assertThat(status).isIn(201, 204);
        acknowledged.put(id, balance);
        if (left.decrementAndGet() <= 0) {
            served.process.toHandle().destroyForcibly();
        }
    }

    private void importSome(Served served, Random random, AtomicInteger left) throws IOException, InterruptedException {
        Map<String, Long> rows = new ConcurrentHashMap<>();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String id = "i-" + random.nextInt(CUSTOMERS * 10);
            if (!rows.containsKey(id)) {
                rows.put(id, balances.incrementAndGet());
                body.append("{\"userId\":\"")
                        .append(id)
                        .append("\",")
                        .append(profile(rows.get(id)).substring(1))
                        .append('\n');
            }
        }
        HttpResponse<String> answer = send(served.port, "POST", "/v1/profiles/import", body.toString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"rejected\":0");
        acknowledged.putAll(rows);
        left.decrementAndGet();
    }

    private void decide(Served served, Random random) throws IOException, InterruptedException {
        String call = "{\"userId\":\"p-%d\",\"channel\":\"web\",\"placements\":[\"home.hero\"]}"
                .formatted(random.nextInt(CUSTOMERS));
        HttpResponse<String> answer = send(served.port, "POST", "/v1/decide", call);
        assertThat(answer.statusCode()).isIn(200, 503);
        decisions.incrementAndGet();
    }

    /** Text and number say the same, so that a profile of two halves would be seen. */
    private static String profile(long balance) {
        return "{\"attributes\":{\"segment\":\"s%d\",\"balance\":%d},\"consent\":{\"marketing\":true}}"
                .formatted(balance % 50, balance);
    }

    private void verify(int port) throws IOException, InterruptedException {
        for (Map.Entry<String, Long> entry : acknowledged.entrySet()) {
            HttpResponse<String> found = send(port, "GET", "/v1/profiles/" + entry.getKey(), "");
            assertThat(found.statusCode()).as(entry.getKey()).isEqualTo(200);
            long balance = Long.parseLong(found.body().replaceAll(".*\"balance\":([0-9]+).*", "$1"));
            assertThat(balance).as(entry.getKey()).isGreaterThanOrEqualTo(entry.getValue());
            assertThat(found.body()).contains("\"segment\":\"s" + balance % 50 + "\"");
            entry.setValue(balance);
        }
    }

    private HttpResponse<String> send(int port, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", path.endsWith("import") ? "application/x-ndjson" : "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private record Served(Process process, int port) implements AutoCloseable {

        @Override
        public void close() {
            process.toHandle().destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    private Served serve() throws IOException {
        Path config = data.resolve("config.yaml");
        Files.writeString(config, "store: {capacity: 10000}\n");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), "dev.kairos.Kairos", "serve"));
        command.addAll(List.of(
                "--pack", PACK.toString(), "--data", data.resolve("data").toString()));
        command.addAll(List.of("--port", "0", "--config", config.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(data.resolve("errors").toFile()))
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).as("%s", Files.readString(data.resolve("errors"))).contains("http://127.0.0.1:");
        return new Served(process, Integer.parseInt(line.replaceAll(".*:([0-9]+)$", "$1")));
    }
}
