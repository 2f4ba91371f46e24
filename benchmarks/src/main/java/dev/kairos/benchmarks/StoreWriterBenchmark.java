package dev.kairos.benchmarks;

import dev.kairos.metrics.Metrics;
import dev.kairos.profile.Change;
import dev.kairos.profile.Kind;
import dev.kairos.profile.OpenResult;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * What the single writer costs and what a snapshot does to it, over a million profiles of 400 bytes: changes, then the
 * same with snapshots under way, then a restore. Not a JMH benchmark: what matters here are pauses.
 *
 * <pre>java -Xmx512m -Dprofiles=1000000 -cp benchmarks/target/benchmarks.jar dev.kairos.benchmarks.StoreWriterBenchmark
 * </pre>
 *
 * with the opens and exports of {@code engine/bin/kairos}.
 */
public final class StoreWriterBenchmark {

    private static final int PROFILES = Integer.getInteger("profiles", 1_000_000);
    private static final long T = 1_700_000_000_000L;
    private static final StoreOptions OPTIONS = StoreOptions.ofCapacity(PROFILES + 1_000L);

    private StoreWriterBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path dir = Files.createTempDirectory("kairos-writer");
        try {
            run(dir);
        } finally {
            delete(dir);
        }
    }

    private static void run(Path dir) throws Exception {
        Random random = new Random(1);
        try (ProfileStore store = ProfileStore.open(dir, schema(), OPTIONS, new Metrics())) {
            long startNs = System.nanoTime();
            for (int i = 0; i < PROFILES; i++) {
                require(store, change(i, i, random));
            }
            say("first write of each", PROFILES, startNs);
            for (int round = 0; round < 3; round++) {
                changes(store, random, "change", 500_000, 360, new AtomicBoolean());
                changes(store, random, "change of length", 500_000, 0, new AtomicBoolean());
                skips(store);
            }
            snapshots(store, random);
        }
        long startNs = System.nanoTime();
        ((OpenResult.Opened) ProfileStore.open(ProfileStore.NO_JOURNAL, dir, schema(), OPTIONS, new Metrics()))
                .store()
                .close();
        say("open, looking at all", PROFILES, startNs);
        startNs = System.nanoTime();
        ProfileStore.rebuild(dir, schema(), OPTIONS, new Metrics(), (done, total) -> {})
                .close();
        say("restore and open", PROFILES, startNs);
    }

    private static void changes(
            ProfileStore store, Random random, String what, int count, int textBytes, AtomicBoolean stop) {
        Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(60), 2);
        long startNs = System.nanoTime();
        int done = 0;
        for (; done < count && !stop.get(); done++) {
            Change change = change(random.nextInt(PROFILES), textBytes, random);
            long before = System.nanoTime();
            require(store, change);
            nanos.recordValue(System.nanoTime() - before);
        }
        say(what, done, startNs);
        System.out.printf(
                "    p50 %d ns, p99 %d ns, p99.9 %d us, p99.99 %d us, longest %d us%n",
                nanos.getValueAtPercentile(50),
                nanos.getValueAtPercentile(99),
                nanos.getValueAtPercentile(99.9) / 1_000,
                nanos.getValueAtPercentile(99.99) / 1_000,
                nanos.getMaxValue() / 1_000);
    }

    private static void skips(ProfileStore store) {
        long startNs = System.nanoTime();
        for (int i = 0; i < 1_000_000; i++) {
            store.writer().skip(store.position() + 1);
        }
        say("skip", 1_000_000, startNs);
    }

    private static void snapshots(ProfileStore store, Random random) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            AtomicBoolean stop = new AtomicBoolean();
            Thread taker = new Thread(() -> {
                long startNs = System.nanoTime();
                store.snapshots().take(new byte[0], 2);
                say("snapshot", PROFILES, startNs);
                stop.set(true);
            });
            taker.start();
            changes(store, random, "change, snapshot under way", Integer.MAX_VALUE, 360, stop);
            taker.join();
            System.out.printf(
                    "    a segment's lock was held for %d us at most%n",
                    store.snapshots().longestHoldNs() / 1_000);
        }
    }

    private static void require(ProfileStore store, Change change) {
        if (!store.writer().apply(change, store.position() + 1, T).done()) {
            throw new IllegalStateException("not written");
        }
    }

    private static Change change(int person, int textBytes, Random random) {
        int length = textBytes > 0 ? Math.min(textBytes, 360) : 300 + random.nextInt(120);
        Map<String, Object> values = Map.of("number", random.nextLong(), "text", "x".repeat(length));
        return new Change.Replace(new ProfileKey(Kind.PERSON, "customer-" + person), ProfileData.of(values));
    }

    private static Schema schema() {
        return new Schema(List.of(
                new Attribute("number", Scope.PERSON, AttributeType.LONG, "number", 0, null, null, false),
                new Attribute("text", Scope.PERSON, AttributeType.TEXT, "text", 1_000, null, null, false)));
    }

    private static void say(String what, long count, long startNs) {
        long ns = System.nanoTime() - startNs;
        System.out.printf("%s: %d in %d ms, %d ns each%n", what, count, ns / 1_000_000, ns / count);
    }

    private static void delete(Path dir) throws IOException {
        try (var files = Files.walk(dir)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
