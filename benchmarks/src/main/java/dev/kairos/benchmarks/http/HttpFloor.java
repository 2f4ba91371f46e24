package dev.kairos.benchmarks.http;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How much of a raw echo's throughput Kairos holds. Starts both servers as processes with the same JVM flags, warms
 * both, then loads them in turn, echo, Kairos, echo, Kairos, ..., alike: same requests, same connections, same load.
 * The ratio is taken per pair, since the machine's speed drifts, and the median counts. Last, Kairos alone at half of
 * its throughput in an open loop, for latencies. Loopback only; both servers are stopped at the end.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar dev.kairos.benchmarks.http.HttpFloor --pairs 5 --seconds 5
 * }</pre>
 */
public final class HttpFloor {

    private static final String DEFAULT_JVM_FLAGS = "-Xmx256m -XX:+UseG1GC -XX:MaxGCPauseMillis=5"
            + " -XX:+UnlockExperimentalVMOptions -XX:G1NewSizePercent=50";

    private final int echoPort;
    private final int kairosPort;
    private final int customers;
    private final int connections;
    private final int seconds;
    private final int warmup;
    private final int pairs;
    private final String key;
    private final String jvmFlags;
    private final String kairosCommand;
    private final String prefix;

    private HttpFloor(Options options) {
        echoPort = options.number("echo-port", 18_081);
        kairosPort = options.number("port", 18_080);
        customers = options.number("customers", 100_000);
        connections = options.number("connections", 32);
        seconds = options.number("seconds", 5);
        warmup = options.number("warmup", 10);
        pairs = options.number("pairs", 5);
        key = options.text("key", "");
        jvmFlags = options.text("jvm", DEFAULT_JVM_FLAGS);
        prefix = options.text("prefix", "");
        kairosCommand =
                options.text("kairos", "engine/bin/kairos demo --port " + kairosPort + " --profiles " + customers);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        new HttpFloor(new Options(
                        args,
                        Set.of(
                                "port",
                                "echo-port",
                                "customers",
                                "connections",
                                "seconds",
                                "warmup",
                                "pairs",
                                "key",
                                "jvm",
                                "kairos",
                                "prefix")))
                .run();
    }

    private void run() throws IOException, InterruptedException {
        Path logs = Files.createTempDirectory("kairos-http-floor");
        try (ServerProcess echo = ServerProcess.start(words(prefix, echoCommand()), echoPort, log(logs, "echo"));
                ServerProcess kairos =
                        ServerProcess.start(words(prefix, kairosCommand), kairosPort, log(logs, "kairos"))) {
            DecideRequests toEcho = requests(echoPort);
            DecideRequests toKairos = requests(kairosPort);
            System.out.printf("warming both for %d s each; logs in %s%n", warmup, logs);
            echo(toEcho, 0, warmup);
            kairos(toKairos, 0, warmup);
            double throughput = compare(toEcho, toKairos);
            int rate = (int) (throughput / 2);
            System.out.printf(
                    Locale.ROOT, "%nKairos in an open loop at %,d req/s, from when each request was due:%n", rate);
            System.out.println(
                    Load.open(kairosPort, toKairos, Math.max(128, connections), 2, seconds, "\"decisionId\"", rate)
                            .line());
        }
    }

    private double compare(DecideRequests toEcho, DecideRequests toKairos) throws IOException {
        double[] ratios = new double[pairs];
        double[] throughputs = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            LoadResult floor = echo(toEcho, 1, seconds);
            LoadResult ours = kairos(toKairos, 1, seconds);
            throughputs[pair] = ours.perSecond();
            ratios[pair] = ours.perSecond() / floor.perSecond();
            System.out.printf(Locale.ROOT, "pair %d%n  echo   %s%n  kairos %s%n", pair + 1, floor.line(), ours.line());
            System.out.printf(Locale.ROOT, "  ratio  %.3f%n", ratios[pair]);
        }
        System.out.printf(
                Locale.ROOT,
                "%nmedian ratio %.3f (%.3f to %.3f), Kairos %,.0f req/s%n",
                median(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow(),
                median(throughputs));
        return median(throughputs);
    }

    private LoadResult echo(DecideRequests requests, int warmupSeconds, int measuredSeconds) throws IOException {
        return Load.closed(echoPort, requests, connections, warmupSeconds, measuredSeconds, "\"placements\"");
    }

    private LoadResult kairos(DecideRequests requests, int warmupSeconds, int measuredSeconds) throws IOException {
        return Load.closed(kairosPort, requests, connections, warmupSeconds, measuredSeconds, "\"decisionId\"");
    }

    private DecideRequests requests(int port) {
        return new DecideRequests(port, "/v1/decide", key, customers, 1);
    }

    private String echoCommand() {
        return ProcessHandle.current().info().command().orElse("java") + " " + jvmFlags + " -cp "
                + System.getProperty("java.class.path") + " " + EchoServer.class.getName() + " --port " + echoPort;
    }

    private static List<String> words(String prefix, String command) {
        List<String> words = new ArrayList<>();
        for (String word : (prefix + " " + command).split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static File log(Path dir, String name) {
        return dir.resolve(name + ".out").toFile();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
