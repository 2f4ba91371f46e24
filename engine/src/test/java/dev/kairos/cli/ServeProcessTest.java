package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.Checkout;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands that serve, or start servers, in a process of their own: started, asked, stopped by TERM. */
@DisabledOnOs(OS.WINDOWS)
class ServeProcessTest {

    private static final Path RETAIL_BANK = Checkout.root().resolve("rules/retail-bank");
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern CURL =
            Pattern.compile("curl -s -w '\\\\n' (\\S+) -H 'Content-Type: application/json' -d '(.*)'");

    @TempDir
    Path dir;

    private Process process;

    @AfterEach
    void leaveNothingRunning() throws InterruptedException {
        if (process != null && process.isAlive()) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void demoPrintsCommandsThatWorkAndLeavesNothingBehind() throws Exception {
        List<String> printed = start("Ctrl-C stops it.", "demo", "--port", "0", "--profiles", "2000");

        assertThat(printed.get(2)).endsWith(address(printed) + "/");
        assertThat(get(address(printed) + "/products")).contains("data-kairos=\"product.hero\"");
        assertThat(get(address(printed) + "/content/default-hero.json")).contains("\"title\":");

        List<String> shown = new ArrayList<>();
        for (int i = 0; i < printed.size(); i++) {
            Matcher curl = CURL.matcher(printed.get(i));
            if (curl.matches()) {
                String answer = post(curl.group(1), curl.group(2));
                String promised = printed.get(i - 1).replaceAll(".*is shown (\\S+) \\((\\S+)\\).*", "$2");
                assertThat(answer).contains("\"fragment\":\"" + promised + "\"");
                shown.add(promised);
            }
        }
        assertThat(shown).hasSize(3).doesNotHaveDuplicates();
        assertThat(Files.list(dir))
                .anyMatch(file -> file.getFileName().toString().startsWith("kairos-demo-"));

        stop();

        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("kairos-demo-"));
        }
    }

    @Test
    void demoLeavesNothingBehindWhenItIsStoppedBeforeItServes() throws Exception {
        launch("demo", "--port", "0", "--profiles", "1000000");
        Path stderr = dir.resolve("stderr");
        while (!Files.readString(stderr).contains("making customers")) {
            assertThat(process.isAlive()).isTrue();
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }

        stop();

        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("kairos-demo-"));
        }
    }

    @Test
    void serveStopsCleanlyWhenWhoeverStartedItIsGone() throws Exception {
        start(
                "http://",
                "serve",
                "--pack",
                RETAIL_BANK.toString(),
                "--data",
                dir.resolve("data").toString(),
                "--port",
                "0",
                "--until-input-ends");

        process.getOutputStream().close();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(dir.resolve("data/profiles/clean")).exists();
    }

    @Test
    void serveStopsCleanlyAndKeepsItsData() throws Exception {
        Path customers = Files.writeString(dir.resolve("1.csv"), "userId,age,city\nc-1,40,Porto\n");
        Path data = dir.resolve("data");
        Path config = Files.writeString(dir.resolve("kairos.yaml"), "store: { capacity: 10000 }\n");
        String[] serve = {
            "serve",
            "--pack",
            RETAIL_BANK.toString(),
            "--data",
            data.toString(),
            "--port",
            "0",
            "--config",
            config.toString()
        };
        assertThat(CommandRun.of(
                                "load",
                                "--pack",
                                RETAIL_BANK.toString(),
                                "--data",
                                data.toString(),
                                "--config",
                                config.toString(),
                                customers.toString())
                        .exitCode())
                .isZero();

        for (int i = 0; i < 2; i++) {
            List<String> printed = start("http://", serve);
            assertThat(printed).last().asString().contains("for 1 profiles");
            String url = address(printed) + "/v1/decide";
            assertThat(post(url, "{\"userId\":\"c-1\",\"channel\":\"web\",\"placements\":[\"home.hero\"]}"))
                    .contains("\"placement\":\"home.hero\"");
            stop();
            assertThat(data.resolve("profiles/clean")).exists();
        }
    }

    @Test
    void benchStopsItsServersAndLeavesNothingButResultsWhenItIsStopped() throws Exception {
        Path out = dir.resolve("out");
        start(
                "Started vertx-echo-2",
                "bench",
                "--out",
                out.toString(),
                "--profiles",
                "1000",
                "--rules",
                "20",
                "--floors",
                "vertx-echo",
                "--measure",
                "throughput",
                "--loops",
                "2",
                "--rounds",
                "1",
                "--seconds",
                "0.5",
                "--settle",
                "0.1",
                "--warmup",
                "2");
        List<ProcessHandle> servers = process.descendants().toList();
        assertThat(servers).hasSize(4).allMatch(ProcessHandle::isAlive);
        assertThat(out.resolve("second-data")).exists();

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        for (ProcessHandle server : servers) {
            server.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(out.resolve("second-data")).doesNotExist();
        assertThat(dir.resolve("stderr")).content().doesNotContain("Exception");
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("out", "stderr");
        }
    }

    @Test
    void saysSoWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            CommandRun run = CommandRun.of("demo", "--profiles", "10", "--port", "" + taken.getLocalPort());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("kairos demo: cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .contains("choose another with --port")
                    .doesNotContain("Exception");
        }
    }

    private void launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.add("-Djava.io.tmpdir=" + dir);
        command.add("-Dkairos.home=" + Checkout.root());
        command.add("-Dkairos.terminal=false");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.kairos.Kairos"));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(new File(dir.toFile(), "stderr"))
                .start();
    }

    private List<String> start(String until, String... arguments) throws IOException {
        launch(arguments);
        List<String> printed = new ArrayList<>();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            printed.add(line);
            if (line.contains(until)) {
                return printed;
            }
        }
        throw new AssertionError("ended early: " + printed + Files.readString(dir.resolve("stderr")));
    }

    private void stop() throws Exception {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(dir.resolve("stderr")).content().contains("Stopped.").doesNotContain("Exception");
    }

    private static String address(List<String> printed) {
        Matcher address = ADDRESS.matcher(String.join("\n", printed));
        assertThat(address.find()).isTrue();
        return address.group();
    }

    private static String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String post(String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
