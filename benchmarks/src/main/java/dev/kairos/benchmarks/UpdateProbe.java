package dev.kairos.benchmarks;

import dev.kairos.DataFolder;
import dev.kairos.decision.Decider;
import dev.kairos.decision.DeciderResources;
import dev.kairos.decision.DecisionLog;
import dev.kairos.decision.DecisionLogSettings;
import dev.kairos.decision.Playbook;
import dev.kairos.http.DecideEndpoint;
import dev.kairos.http.DecideLimits;
import dev.kairos.journey.UpdatePath;
import dev.kairos.journey.UpdateSettings;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * How soon a decision sees a touchpoint, and what applying touchpoints costs decisions; all in one process and one run, on
 * the pack {@code rules/web-shop}, with decisions at a constant rate all the time. Makes the profiles, then
 *
 * <ul>
 *   <li>sends touchpoints at a constant rate, and looks at every 100th, each of another customer, from its
 *       acknowledgement until its customer's profile counts it;
 *   <li>sends as fast as it goes, which is the capacity; then nothing, and half of the capacity, in turn, and compares
 *       the latencies of decisions.
 * </ul>
 *
 * In a new folder inside of DIR, which is removed at the end.
 *
 * <pre>java … -cp benchmarks/target/benchmarks.jar dev.kairos.benchmarks.UpdateProbe DIR [PROFILES] [PER_SECOND] [SECONDS]</pre>
 */
public final class UpdateProbe {

    private static final Path PACK = Path.of("rules", "web-shop");
    private static final int DECISIONS_PER_SECOND = 1_000;
    private static final int WARMUP_SECONDS = 4;
    private static final int BURST = 150_000;
    private static final int PAIRS = 5;
    private static final int PHASE_SECONDS = 2;

    private final int profiles;
    private final int perSecond;
    private final int seconds;
    /** The last customers search for the first time when they are a sample, and are met by nothing else before. */
    private final int others;

    private TouchpointLoad load;

    private UpdateProbe(int profiles, int perSecond, int seconds) {
        this.profiles = profiles;
        this.perSecond = perSecond;
        this.seconds = seconds;
        others = profiles - perSecond * seconds / TouchpointLoad.SAMPLED - 1;
    }

    public static void main(String[] args) throws Exception {
        int[] numbers = {1_000_000, 20_000, 10};
        for (int i = 1; i < args.length; i++) {
            numbers[i - 1] = Integer.parseInt(args[i]);
        }
        Path dir = Files.createTempDirectory(Files.createDirectories(Path.of(args[0])), "update-probe");
        try {
            new UpdateProbe(numbers[0], numbers[1], numbers[2]).run(dir);
        } finally {
            remove(dir);
        }
    }

    private void run(Path dir) throws Exception {
        Metrics metrics = new Metrics();
        UpdatePath.Opening how = new UpdatePath.Opening(
                new DataFolder(dir).updates(),
                UpdateSettings.DEFAULT.withStoreCapacity(profiles * 3L / 2),
                metrics,
                InstantSource.system(),
                text -> {});
        try (Pack pack = PackLoader.load(PACK).orThrow();
                UpdatePath path = UpdatePath.open(how, pack, PACK);
                DecisionLog log = DecisionLog.open(
                        new DataFolder(dir).decisions(),
                        DecisionLogSettings.DEFAULT,
                        metrics,
                        InstantSource.system())) {
            load = new TouchpointLoad(path, others);
            fill();
            measure(
                    pack,
                    new DeciderResources(
                            path.profiles().newReader(),
                            path.profiles().layout(),
                            log.newWriter(),
                            metrics,
                            InstantSource.system(),
                            System::nanoTime),
                    metrics);
        }
    }

    private void fill() {
        long start = System.nanoTime();
        for (int customer = 0; customer < profiles; customer++) {
            load.sendFirst(customer);
        }
        load.awaitApplied();
        double took = (System.nanoTime() - start) / 1e9;
        System.out.printf("%,d profiles in %.1f s, %,.0f/s%n", profiles, took, profiles / took);
    }

    private void measure(Pack pack, DeciderResources resources, Metrics metrics) throws Exception {
        Playbook playbook = Playbook.of(
                pack.version(), pack.timeZone(), pack.locale(), pack.catalogue(), pack.momentType(), pack.rules());
        DecideEndpoint endpoint = new DecideEndpoint(
                new Decider(playbook, resources), metrics.newStepRecorder(), System::nanoTime, DecideLimits.DEFAULT);
        int searches = IntStream.range(0, pack.schema().counters().size())
                .filter(i -> pack.schema().counters().get(i).name().equals("searches7d"))
                .findFirst()
                .orElseThrow();
        DecisionLoad decisions = new DecisionLoad(endpoint, others, DECISIONS_PER_SECOND);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Void> deciding = threads.submit(decisions);
            load.sendAt(perSecond, WARMUP_SECONDS, null);
            load.awaitApplied();
            visibility(threads, load.newProbe(searches), decisions);
            compare(decisions, capacity());
            decisions.stop();
            deciding.get();
        } finally {
            decisions.stop();
            threads.shutdown();
            threads.awaitTermination(30, TimeUnit.SECONDS);
            endpoint.close();
        }
    }

    private void visibility(ExecutorService threads, SightProbe probe, DecisionLoad decisions) throws Exception {
        decisions.taken();
        long refusedBefore = load.refused();
        Future<Void> looking = threads.submit(probe);
        double rate;
        try {
            rate = load.sendAt(perSecond, seconds, probe);
            load.awaitApplied();
        } finally {
            probe.stop();
        }
        looking.get();
        DecisionLoad.Latencies meanwhile = decisions.taken();
        System.out.printf(
                "%,.0f touchpoints/s sent for %d s, %d refused for lack of room, every %dth looked at%n",
                rate, seconds, load.refused() - refusedBefore, TouchpointLoad.SAMPLED);
        print("acknowledged until seen", probe.sinceAcknowledged);
        print("due to be sent until seen", probe.sinceDue);
        print("decisions meanwhile", meanwhile.begun());
        print("decisions meanwhile, since due", meanwhile.due());
    }

    /** The second of two bursts, sent by this thread beside the writer's: touchpoints made, appended and applied. */
    private int capacity() {
        double rate = 0;
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < BURST; i++) {
                load.sendNext();
            }
            load.awaitApplied();
            rate = BURST / ((System.nanoTime() - start) / 1e9);
        }
        System.out.printf("capacity %,.0f touchpoints/s%n", rate);
        return (int) rate;
    }

    private void compare(DecisionLoad decisions, int capacity) throws InterruptedException {
        double[] begun = new double[PAIRS];
        double[] due = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            Thread.sleep(300);
            decisions.taken();
            Thread.sleep(PHASE_SECONDS * 1_000);
            DecisionLoad.Latencies idle = decisions.taken();
            double rate = load.sendAt(capacity / 2, PHASE_SECONDS, null);
            DecisionLoad.Latencies writing = decisions.taken();
            load.awaitApplied();
            System.out.printf("pair %d, nothing and then %,.0f touchpoints/s%n", pair + 1, rate);
            print("decisions, idle", idle.begun());
            print("decisions, writing", writing.begun());
            print("idle, since due", idle.due());
            print("writing, since due", writing.due());
            begun[pair] = ratio(writing.begun(), idle.begun());
            due[pair] = ratio(writing.due(), idle.due());
        }
        System.out.printf("p99 writing / idle, median: %.2f, since due %.2f%n", median(begun), median(due));
    }

    private static double ratio(Histogram one, Histogram other) {
        return (double) one.getValueAtPercentile(99) / other.getValueAtPercentile(99);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void print(String what, Histogram nanos) {
        System.out.printf(
                "  %-32s p50 %8.1f µs  p99 %9.1f µs  p99.9 %9.1f µs  max %9.1f µs  (%,d)%n",
                what,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getValueAtPercentile(99.9) / 1e3,
                nanos.getMaxValue() / 1e3,
                nanos.getTotalCount());
    }

    private static void remove(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
