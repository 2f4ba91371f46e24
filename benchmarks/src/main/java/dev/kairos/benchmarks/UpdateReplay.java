package dev.kairos.benchmarks;

import dev.kairos.DataFolder;
import dev.kairos.bench.Zipf;
import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalOptions;
import dev.kairos.journey.RecordCodec;
import dev.kairos.journey.UpdatePath;
import dev.kairos.journey.UpdateSettings;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.Pack;
import dev.kairos.pack.PackLoader;
import dev.kairos.touchpoint.Touchpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How many touchpoints a second the single writer applies from the journal, and how long it takes to make the profiles
 * again. Writes a journal of a web shop (pack {@code rules/web-shop}): first one touchpoint of each customer, so that all
 * profiles are there, then as many as asked for, of customers drawn by a Zipf distribution, 1,000 in a second of the
 * journal's time. Says how many a second were made and appended, which is when a client has its answer, how many were
 * applied, on the profiles of the first part, and how many when all is made anew from the journal.
 *
 * <pre>java … -cp benchmarks/target/benchmarks.jar dev.kairos.benchmarks.UpdateReplay DIR [CUSTOMERS] [TOUCHPOINTS]</pre>
 */
public final class UpdateReplay {

    private static final long START_MS = Instant.parse("2026-05-01T00:00:00Z").toEpochMilli();
    private final Path dir;
    private final Path packDir = Path.of("rules", "web-shop");
    private final int customers;
    private final int touchpoints;
    private final RecordCodec codec = new RecordCodec();
    private final ShopTouchpoints shop = new ShopTouchpoints();
    private long timeMs = START_MS;

    private UpdateReplay(Path dir, int customers, int touchpoints) {
        this.dir = dir;
        this.customers = customers;
        this.touchpoints = touchpoints;
    }

    public static void main(String[] args) throws IOException {
        int customers = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        int touchpoints = args.length > 2 ? Integer.parseInt(args[2]) : 3_000_000;
        new UpdateReplay(Path.of(args[0]), customers, touchpoints).run();
    }

    private void run() throws IOException {
        try (Pack pack = PackLoader.load(packDir).orThrow()) {
            double opening = seconds(() -> open(pack, dir.resolve("data")));
            System.out.printf("made an empty folder in %.1f s%n", opening);
            report("made and appended to the journal", customers, seconds(() -> append(customers, true)));
            report("every customer once, profiles made", customers, seconds(() -> open(pack, dir.resolve("data"))));
            report("made and appended to the journal", touchpoints, seconds(() -> append(touchpoints, false)));
            // What opening costs when nothing is to be applied, is measured after each.
            double applied = seconds(() -> open(pack, dir.resolve("data")));
            double nothing = seconds(() -> open(pack, dir.resolve("data")));
            report("touchpoints applied, opening not counted", touchpoints, applied - nothing);
            deleteProfiles();
            report(
                    "rebuilt from the journal alone",
                    customers + touchpoints,
                    seconds(() -> open(pack, dir.resolve("data"))));
        }
    }

    private static void report(String what, long count, double seconds) {
        System.out.printf("%s: %,d in %.1f s, %,.0f/s%n", what, count, seconds, count / seconds);
    }

    private interface Work {
        void run();
    }

    private static double seconds(Work work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void open(Pack pack, Path data) {
        UpdateSettings usual = UpdateSettings.DEFAULT;
        UpdateSettings settings = new UpdateSettings(
                usual.durability(),
                usual.retention(),
                Duration.ZERO,
                usual.dedupe(),
                UpdateSettings.Care.DEFAULT,
                usual.store().withCapacity(customers * 5L / 4));
        UpdatePath.Opening how = new UpdatePath.Opening(
                new DataFolder(data).updates(),
                settings,
                new Metrics(),
                () -> Instant.ofEpochMilli(START_MS),
                text -> {});
        try (UpdatePath path = UpdatePath.open(how, pack, packDir)) {
            System.out.printf(
                    "  %,d entries, digest %s%n",
                    path.profiles().size(), path.profiles().digest());
        }
    }

    private void append(int count, boolean everyone) {
        Zipf zipf = new Zipf(customers, 0.99, 7);
        try (Journal journal =
                Journal.open(new DataFolder(dir.resolve("data")).updates().journal(), JournalOptions.DEFAULT)) {
            for (int i = 0; i < count; i++) {
                timeMs += i % 1_000 == 0 ? 1_000 : 0;
                Touchpoint touchpoint = touchpoint(i, everyone ? i : zipf.next(), everyone);
                byte[] record = codec.encode(touchpoint);
                journal.append(touchpoint.partitionKey(), record, 0, record.length, timeMs);
            }
        }
    }

    private Touchpoint touchpoint(int number, int customer, boolean first) {
        return first ? shop.of("f-" + number, customer, "home", timeMs) : shop.any("m-" + number, customer, timeMs);
    }

    private void deleteProfiles() throws IOException {
        try (var files = Files.walk(new DataFolder(dir.resolve("data")).profiles())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
