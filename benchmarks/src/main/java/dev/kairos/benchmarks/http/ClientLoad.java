package dev.kairos.benchmarks.http;

import com.sun.management.OperatingSystemMXBean;
import dev.kairos.bench.ServerProcess;
import dev.kairos.benchmarks.Pace;
import dev.kairos.client.DecideRequest;
import dev.kairos.client.Decisions;
import dev.kairos.client.KairosClient;
import dev.kairos.client.Touchpoint;
import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import dev.kairos.journal.JournalOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The Java client under load: decide calls at a constant rate whatever becomes of those before, a touchpoint with every
 * so many of them, while the server hangs for a second and is later killed and started again. Tells how long after its
 * deadline each call was answered, from when it was due, and whether each accepted touchpoint is in the journal. The
 * server is on a core of its own:
 *
 * <pre>{@code
 * taskset -c 1 java -Xmx512m -cp benchmarks/target/benchmarks.jar dev.kairos.benchmarks.http.ClientLoad \
 *   --rate 20000 --prefix "taskset -c 0"
 * }</pre>
 *
 * Needs the JVM flags of the server, as it reads the journal.
 */
public final class ClientLoad {

    private static final Pattern MESSAGE_ID = Pattern.compile("client-load-(\\d+)-");
    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String[] PAGES = {"/", "/accounts", "/cards", "/loans/calculator", "/checkout", "/search"};

    private final int port;
    private final int rate;
    private final int warmup;
    private final int seconds;
    private final int customers;
    private final int touchpointEvery;
    private final boolean faults;
    private final Duration timeout;
    private final Path folder;
    private final List<String> command;
    private final KairosClient client;

    private final Random random = new Random(1);
    private final Histogram late = histogram();
    private final Histogram lateDefaults = histogram();
    private final Histogram answers = histogram();
    private final ConcurrentHashMap<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final BitSet accepted = new BitSet();
    private volatile boolean measuring;

    private ClientLoad(Options options) throws IOException {
        port = options.number("port", 18_080);
        rate = options.number("rate", 20_000);
        warmup = options.number("warmup", 20);
        seconds = options.number("seconds", 40);
        customers = options.number("customers", 100_000);
        touchpointEvery = options.number("touchpoint-every", 20);
        faults = options.number("faults", 1) == 1;
        timeout = Duration.ofMillis(options.number("timeout-ms", 50));
        folder = Files.createTempDirectory("kairos-client-load");
        String serve =
                "engine/bin/kairos serve --pack rules/retail-bank --data " + folder.resolve("data") + " --port " + port;
        command = List.of((options.text("prefix", "") + " " + serve).trim().split(" +"));
        client = KairosClient.builder("http://127.0.0.1:" + port)
                .timeout(timeout)
                .concurrentCalls(options.number("concurrent", 64))
                .queueCapacity(1_000_000)
                .batchSize(500)
                .build();
    }

    public static void main(String[] args) throws Exception {
        new ClientLoad(new Options(
                        args,
                        Set.of(
                                "port",
                                "rate",
                                "warmup",
                                "seconds",
                                "customers",
                                "touchpoint-every",
                                "faults",
                                "timeout-ms",
                                "prefix",
                                "concurrent")))
                .run();
    }

    private void run() throws Exception {
        System.out.println("the server's log and data are in " + folder);
        ServerProcess server = start();
        load(warmup);
        measuring = true;
        long cpuFrom = cpuNanos();
        CompletableFuture<ServerProcess> last = faults
                ? CompletableFuture.supplyAsync(() -> torment(server), work -> new Thread(work, "faults").start())
                : CompletableFuture.completedFuture(server);
        load(seconds);
        double cpu = (double) (cpuNanos() - cpuFrom) / TimeUnit.SECONDS.toNanos(seconds);
        ServerProcess running = last.get();
        boolean flushed = client.flush(PATIENCE);
        int undelivered = client.close(PATIENCE).size();
        running.close();
        report(cpu);
        System.out.printf("touchpoints: flushed %s, handed back %d, %s%n", flushed, undelivered, lostAndTwice());
    }

    private ServerProcess start() throws InterruptedException {
        return ServerProcess.start(command, Map.of(), folder.resolve("log"));
    }

    /** Hangs for a second, recovers, is killed and started again. */
    private ServerProcess torment(ServerProcess server) {
        try {
            TimeUnit.SECONDS.sleep(seconds / 5);
            server.signal("STOP");
            TimeUnit.SECONDS.sleep(1);
            server.signal("CONT");
            TimeUnit.SECONDS.sleep(seconds / 5);
            server.signal("KILL");
            server.close();
            return start();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void load(int forSeconds) throws InterruptedException {
        Pace pace = new Pace(rate, TimeUnit.MILLISECONDS.toNanos(1));
        long calls = (long) rate * forSeconds;
        for (long i = 0; i < calls; i++) {
            long due = pace.awaitNext();
            client.decide(request()).thenAccept(decisions -> answered(decisions, due));
            if (i % touchpointEvery == 0) {
                tell();
            }
        }
        TimeUnit.NANOSECONDS.sleep(2 * timeout.toNanos());
    }

    private DecideRequest request() {
        return DecideRequest.builder("web", "home.hero", "home.sidebar")
                .userId("c-" + random.nextInt(customers))
                .locale("en-GB")
                .context("page", PAGES[random.nextInt(PAGES.length)])
                .context("device", "phone")
                .context("basketValue", random.nextInt(50_000) / 100.0)
                .defaultFragment("home.hero", "default-hero")
                .build();
    }

    private void tell() {
        int number = accepted.length();
        boolean taken = client.offer(Touchpoint.track("Page Viewed")
                .userId("c-" + random.nextInt(customers))
                .messageId("client-load-" + number + "-")
                .property("page", "/cards"));
        if (!taken) {
            throw new IllegalStateException("the queue is full");
        }
        accepted.set(number);
    }

    private void answered(Decisions decisions, long due) {
        if (!measuring) {
            return;
        }
        long nanos = System.nanoTime() - due;
        long afterDeadline = Math.min(HIGHEST_NANOS, Math.max(0, nanos - timeout.toNanos()));
        late.recordValue(afterDeadline);
        if (decisions.isDefault()) {
            lateDefaults.recordValue(afterDeadline);
        } else {
            answers.recordValue(Math.min(HIGHEST_NANOS, nanos));
        }
        String outcome = decisions.isDefault() ? decisions.whyDefault().name() : "answered";
        outcomes.computeIfAbsent(outcome, name -> new LongAdder()).increment();
    }

    private void report(double cpu) {
        System.out.printf(
                Locale.ROOT,
                "%,d calls at %,d/s, %,d answered; the client took %.2f of a core%n%s%n",
                (long) rate * seconds,
                rate,
                late.getTotalCount(),
                cpu,
                new TreeMap<>(outcomes));
        System.out.println("after the deadline, all calls  " + line(late));
        System.out.println("after the deadline, defaults   " + line(lateDefaults));
        System.out.println("from due to the server's answer " + line(answers));
    }

    private static String line(Histogram nanos) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms  p99 %.2f ms  p99.9 %.2f ms  p99.99 %.2f ms  max %.2f ms",
                ms(nanos, 50),
                ms(nanos, 99),
                ms(nanos, 99.9),
                ms(nanos, 99.99),
                ms(nanos, 100));
    }

    private static double ms(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    private String lostAndTwice() {
        BitSet lost = (BitSet) accepted.clone();
        int records = 0;
        try (Journal journal = Journal.open(folder.resolve("data").resolve("journal"), JournalOptions.DEFAULT);
                JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                Matcher id =
                        MESSAGE_ID.matcher(new String(cursor.bytes(), 0, cursor.length(), StandardCharsets.ISO_8859_1));
                while (id.find()) {
                    lost.clear(Integer.parseInt(id.group(1)));
                    records++;
                }
            }
        }
        return String.format(
                Locale.ROOT,
                "%,d accepted, %,d in the journal, %d lost",
                accepted.cardinality(),
                records,
                lost.cardinality());
    }

    private static Histogram histogram() {
        return new ConcurrentHistogram(HIGHEST_NANOS, 3);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
