package dev.kairos.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Makes folders of results as {@code kairos bench} writes them, from a seed, so that what is in them is known. */
public final class ResultFolder {

    public static final double CAPACITY = 64_000;
    static final long STARTED_MS = 1_795_390_200_000L;
    private static final Map<String, Double> SPEED =
            Map.of("kairos", 0.7, "netty-echo", 1.3, "vertx-echo", 1.0, "vertx-json", 0.9);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path dir;
    private final Random random;
    public final ObjectNode run;
    private long nowMs = STARTED_MS;

    public ResultFolder(Path dir, long seed) {
        this.dir = dir;
        random = new Random(seed);
        run = mapper.createObjectNode();
        run.put("format", 1);
        run.put("startedAt", "2026-11-23T00:30:00Z");
        run.put("commit", "abc1234");
        run.put("dirty", false);
        run.putObject("machine").put("cpu", "A processor").put("cores", 2).put("memoryBytes", 25_000_000_000L);
        run.putObject("jdk").put("version", "17.0.15").put("vendor", "Somebody").put("vm", "A VM");
        run.putObject("settings").put("connections", 64).put("mix", "decide=1");
        for (String part : new String[] {"servers", "phases", "marks", "steps"}) {
            run.putArray(part);
        }
        run.putObject("results");
    }

    /** Everything that a run can have: four servers, rounds, search, steps, marks. */
    public static ResultFolder full(Path dir, long seed) throws IOException {
        ResultFolder folder = new ResultFolder(dir, seed);
        for (String server : new String[] {"kairos", "vertx-echo", "netty-echo", "vertx-json"}) {
            ObjectNode node = folder.array("servers").addObject().put("name", server);
            node.put("what", "What " + server + " is");
            node.putArray("flags").add("-Xmx256m").add("-XX:+UseG1GC");
        }
        for (int round = 1; round <= 5; round++) {
            for (String server : SPEED.keySet().stream().sorted().toList()) {
                folder.throughput(server, round);
            }
        }
        for (int round = 1; round <= 3; round++) {
            folder.latency("kairos", round, "latency", 8, 32_000);
            folder.latency("vertx-echo", round, "latency", 8, 50_000);
        }
        for (int rate = 10_000; rate <= 70_000; rate += 15_000) {
            folder.latency("kairos", 1, "search", 1, rate);
        }
        folder.results();
        return folder;
    }

    private void results() {
        ObjectNode results = (ObjectNode) run.get("results");
        results.putObject("capacityAtP99").put("targetMs", 1.0).put("ratePerSecond", CAPACITY);
        String[] steps = {"parse", "profile", "rules", "arbitration", "write", "whole", "loop_wait"};
        double[] means = {600, 300, 1_400, 350, 250, 4_200, 90_000};
        for (int i = 0; i < steps.length; i++) {
            array("steps")
                    .addObject()
                    .put("step", steps[i])
                    .put("count", 1_000_000)
                    .put("p50Nanos", means[i] * 0.8)
                    .put("p99Nanos", means[i] * 4)
                    .put("meanNanos", means[i]);
        }
    }

    public ArrayNode array(String name) {
        return (ArrayNode) run.get(name);
    }

    /** The rate is that of the server, give or take a tenth. */
    public void throughput(String server, int round) {
        ObjectNode phase = phase(server, "closed", "throughput", round, 2);
        double rate = Math.rint(SPEED.get(server) * 100_000 * (0.95 + random.nextDouble() / 10));
        phase.put("throughput", rate);
        phase.put("requests", (long) rate * 2);
        phase.putObject("cpu").put("client", 0.99).put("server", 1.1).put("loops", 0.97);
    }

    /** An open loop with a log: one interval a second, and a collection now and then. */
    public void latency(String server, int round, String purpose, int seconds, double rate) throws IOException {
        ObjectNode phase = phase(server, "constant", purpose, round, seconds);
        String log = phase.get("id").asText() + ".hlog";
        Histogram whole = new Histogram(3);
        HistogramLogWriter writer = new HistogramLogWriter(dir.resolve(log).toFile());
        writer.outputLogFormatVersion();
        writer.outputStartTime(nowMs);
        writer.outputLegend();
        for (int second = 0; second < seconds; second++) {
            Histogram interval = interval(server, second, rate);
            whole.add(interval);
            writer.outputIntervalHistogram(interval);
        }
        writer.close();
        for (int second = 1; second < seconds; second += 3) {
            array("marks")
                    .addObject()
                    .put("server", server)
                    .put("kind", second == 4 ? "reload" : "gc")
                    .put("atMs", nowMs + second * 1_000 + 300)
                    .put("durationMs", 1.8)
                    .put("text", "Pause Young (Normal)");
        }
        nowMs += seconds * 1_000L;
        phase.put("log", log).put("ratePerSecond", rate).put("throughput", rate);
        phase.put("requests", whole.getTotalCount());
        ObjectNode latency = phase.putObject("latencyNanos");
        for (String quantile : new String[] {"50", "90", "99", "99.9", "99.99"}) {
            latency.put("p" + quantile, whole.getValueAtPercentile(Double.parseDouble(quantile)));
        }
        latency.put("max", whole.getMaxValue()).put("mean", whole.getMean());
    }

    private Histogram interval(String server, int second, double rate) {
        Histogram interval = new Histogram(3);
        interval.setTag("decide");
        interval.setStartTimeStamp(nowMs + second * 1_000L);
        interval.setEndTimeStamp(nowMs + (second + 1) * 1_000L);
        double typical = (server.equals("kairos") ? 40_000 : 25_000) * (1 + rate / 70_000);
        for (int i = 0; i < 4_000; i++) {
            double slow = i % 100 == 0 ? 20 + random.nextInt(100) : 1;
            interval.recordValue((long) (typical * slow * Math.exp(random.nextGaussian() * 0.3)));
        }
        return interval;
    }

    private ObjectNode phase(String server, String load, String purpose, int round, int seconds) {
        ObjectNode phase = array("phases").addObject();
        phase.put("id", String.format("%03d-%s-%s", array("phases").size(), load, server));
        phase.put("server", server).put("load", load).put("purpose", purpose).put("round", round);
        phase.put("protocol", "http/1.1").put("connections", 64).putNull("ratePerSecond");
        phase.put("startedAtMs", nowMs).put("measuredFromMs", nowMs).put("seconds", seconds);
        phase.put("errors", 0).put("unsent", 0).put("degraded", 0.0);
        return phase;
    }

    public Path write() throws IOException {
        Files.createDirectories(dir);
        mapper.writerWithDefaultPrettyPrinter().writeValue(dir.resolve(Run.FILE).toFile(), run);
        return dir;
    }
}
