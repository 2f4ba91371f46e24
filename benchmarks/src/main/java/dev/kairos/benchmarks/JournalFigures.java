package dev.kairos.benchmarks;

import dev.kairos.journal.AppendListener;
import dev.kairos.journal.AppendQueue;
import dev.kairos.journal.AppendQueueOptions;
import dev.kairos.journal.AppendQueueOptions.Durability;
import dev.kairos.journal.BlankProgress;
import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import dev.kairos.journal.JournalException;
import dev.kairos.journal.JournalOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * What the journal does: append through the queue at a fixed rate (a latency counts from when the record was due) and as
 * fast as it goes, read, and blank one customer in a thousand. Records of 300 bytes. Command:
 * {@code java -cp benchmarks/target/benchmarks.jar dev.kairos.benchmarks.JournalFigures FOLDER [SECONDS] [RATE]}, with
 * the JVM flags of {@code engine/bin/kairos}.
 */
public final class JournalFigures {

    private static final int RECORD_BYTES = 300;
    private static final int CUSTOMERS = 100_000;
    private static final PrintStream OUT = System.out;

    private final int seconds;
    private final int rate;

    private JournalFigures(int seconds, int rate) {
        this.seconds = seconds;
        this.rate = rate;
    }

    public static void main(String[] args) throws IOException {
        Path dir = Files.createTempDirectory(Path.of(args[0]), "journal");
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int rate = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
        try {
            new JournalFigures(seconds, rate).run(dir);
        } finally {
            try (Stream<Path> files = Files.walk(dir)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run(Path dir) {
        for (Durability durability : List.of(Durability.WRITTEN, Durability.FLUSHED)) {
            try (Journal journal = Journal.open(dir.resolve(durability.name()), JournalOptions.DEFAULT)) {
                append(journal, durability, 1);
                append(journal, durability, seconds);
                flood(journal, durability);
                if (durability == Durability.WRITTEN) {
                    read(journal);
                    blank(journal);
                    read(journal);
                }
            }
        }
    }

    private void append(Journal journal, Durability durability, int forSeconds) {
        Histogram latencies = new SynchronizedHistogram(60_000_000_000L, 2);
        long refused = 0;
        try (AppendQueue queue = queue(journal, durability)) {
            long startNs = System.nanoTime();
            for (long i = 0; i < (long) forSeconds * rate; i++) {
                long dueNs = startNs + i * 1_000_000_000L / rate;
                while (System.nanoTime() < dueNs) {
                    LockSupport.parkNanos(dueNs - System.nanoTime());
                }
                refused += queue.submit(key(i), record(), told(() -> latencies.recordValue(System.nanoTime() - dueNs)))
                        ? 0
                        : 1;
            }
        }
        OUT.printf(
                "%s, %,d records/s for %d s: p50 %.0f µs, p99 %.0f µs, p99.9 %.0f µs, max %.1f ms, refused %d%n",
                durability,
                rate,
                forSeconds,
                latencies.getValueAtPercentile(50) / 1e3,
                latencies.getValueAtPercentile(99) / 1e3,
                latencies.getValueAtPercentile(99.9) / 1e3,
                latencies.getMaxValue() / 1e6,
                refused);
    }

    private void flood(Journal journal, Durability durability) {
        AtomicLong appended = new AtomicLong();
        long startNs = System.nanoTime();
        try (AppendQueue queue = queue(journal, durability)) {
            AppendListener listener = told(appended::incrementAndGet);
            for (long i = 0; System.nanoTime() - startNs < seconds * 1_000_000_000L; i++) {
                while (!queue.submit(key(i), record(), listener)) {
                    Thread.onSpinWait();
                }
            }
        }
        print(durability + ", as fast as it goes", appended.get(), startNs);
    }

    private static void read(Journal journal) {
        long startNs = System.nanoTime();
        long records = 0;
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                records++;
            }
        }
        print("read and checked", records, startNs);
    }

    private static void blank(Journal journal) {
        long startNs = System.nanoTime();
        AtomicLong read = new AtomicLong();
        AtomicLong blanked = new AtomicLong();
        BlankProgress progress = (position, records, due) -> {
            read.set(records);
            blanked.set(due);
            return true;
        };
        journal.blank((key, position, timeMs) -> key % 1_000 == 0, progress);
        print("looked at, " + blanked + " of them blanked", read.get(), startNs);
    }

    private static void print(String what, long records, long startNs) {
        double took = (System.nanoTime() - startNs) / 1e9;
        OUT.printf("%s: %,d records in %.1f s, %,.0f records/s%n", what, records, took, records / took);
    }

    private static AppendQueue queue(Journal journal, Durability durability) {
        return AppendQueue.open(journal, new AppendQueueOptions(64 << 20, 1 << 16, durability), InstantSource.system());
    }

    private static long key(long i) {
        return 1 + i * 7919 % CUSTOMERS;
    }

    private static byte[] record() {
        byte[] record = new byte[RECORD_BYTES];
        java.util.Arrays.fill(record, (byte) 'x');
        return record;
    }

    private static AppendListener told(Runnable appended) {
        return new AppendListener() {
            @Override
            public void appended(long position) {
                appended.run();
            }

            @Override
            public void failed(JournalException cause) {
                throw new IllegalStateException("not appended", cause);
            }
        };
    }
}
