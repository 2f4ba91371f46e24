package dev.kairos.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import dev.kairos.journal.JournalException;
import dev.kairos.journal.JournalOptions;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DecisionLogTest {

    private static final long T0 = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000;

    @TempDir
    private Path data;

    private final AtomicLong nowMs = new AtomicLong(T0);
    private final Metrics metrics = new Metrics();
    private final DecisionRecordEncoder encoder = new DecisionRecordEncoder();
    private DecisionLog log;

    @BeforeEach
    void openLog() {
        log = open(DecisionLogSettings.DEFAULT);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void findsADecisionThatWasOfferedJustNow() {
        DecisionLog.Writer writer = log.newWriter();
        for (int i = 0; i < 300; i++) {
            UUID id = offer(writer, i);

            Optional<DecisionRecord> found = log.find(id);

            assertThat(found).map(DecisionRecord::id).contains(id);
            assertThat(found).map(DecisionRecord::timeMs).contains(nowMs.get());
        }
    }

    @Test
    void keepsAWarmUpApartAndLeavesNothingOfIt() throws IOException {
        Path left = data.resolve("warm-up/decisions/of-a-killed-process");
        Files.createDirectories(left);

        UUID id;
        try (PassingLog passing = log.openPassing()) {
            assertThat(left).doesNotExist();
            assertThat(data.resolve("warm-up/decisions")).isNotEmptyDirectory();
            id = offer(passing.newWriter(), 1);
        }

        assertThat(data.resolve("warm-up")).doesNotExist();
        assertThat(log.find(id)).isEmpty();
        assertThat(metrics.counter(Metric.DECISION_LOG_LOST).sum()).isZero();
    }

    @Test
    void findsDecisionsOfAllLoopsAndHoursAfterAReopening() {
        List<DecisionLog.Writer> writers = List.of(log.newWriter(), log.newWriter(), log.newWriter());
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            if (i % 100 == 0) {
                log.flush();
                nowMs.addAndGet(HOUR / 10);
            }
            nowMs.addAndGet(i % 3);
            ids.add(offer(writers.get(i % 3), i));
        }
        log.close();
        log = open(DecisionLogSettings.DEFAULT);

        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            UUID id = ids.get(random.nextInt(ids.size()));
            assertThat(log.find(id)).map(DecisionRecord::id).contains(id);
        }
    }

    @Test
    void findsADecisionWhoseTimeIsAheadOfTheClock() {
        UUID id = SamplePack.id(T0 + 5000, 1);
        log.newWriter().offer(SamplePack.decision(encoder, id, T0 + 5000).end());

        assertThat(log.find(id)).isPresent();
    }

    @Test
    void findsNothingOfAnotherId() {
        UUID id = offer(log.newWriter(), 1);

        assertThat(log.find(SamplePack.id(T0, 2))).isEmpty();
        assertThat(log.find(new UUID(id.getMostSignificantBits(), 1))).isEmpty();
        assertThat(log.find(SamplePack.id(T0 - HOUR, 1))).isEmpty();
        assertThat(log.find(SamplePack.id(T0 + 400 * HOUR, 1))).isEmpty();
        assertThat(log.find(UUID.fromString("00000000-0000-4000-8000-000000000000")))
                .isEmpty();
        assertThat(log.find(new UUID(0xFFFF_FFFF_FFFF_7000L, -1))).isEmpty();
    }

    @Test
    void accountsForEveryDecisionThatARingCouldNotTake() {
        log.close();
        log = open(new DecisionLogSettings(Duration.ofDays(1), 1L << 30, 0, 1 << 20));
        DecisionLog.Writer writer = log.newWriter();
        byte[] large = new byte[100_000];
        int offered = 3000;
        int accepted = 0;
        for (int i = 0; i < offered; i++) {
            UUID id = SamplePack.id(T0 + i, i);
            encoder.begin(SamplePack.NAMES, id.getMostSignificantBits(), id.getLeastSignificantBits(), T0 + i);
            for (int at = 0; at < large.length; at += 5000) {
                encoder.fault(0, "x".repeat(5000));
            }
            accepted += writer.offer(encoder.end()) ? 1 : 0;
        }
        log.close();

        assertThat(accepted).isBetween(1, offered - 1);
        List<DecisionGap> gaps = new ArrayList<>();
        int appended = read(gaps);
        assertThat(appended).isEqualTo(accepted);
        assertThat(gaps.stream().mapToLong(DecisionGap::count).sum()).isEqualTo(offered - accepted);
        assertThat(gaps).allSatisfy(gap -> {
            assertThat(gap.fromMs()).isBetween(T0, T0 + offered);
            assertThat(gap.toMs()).isBetween(gap.fromMs(), T0 + offered);
            assertThat(gap.count()).isPositive();
        });
        assertThat(metrics.counter(Metric.DECISION_LOG_RECORDS).sum()).isEqualTo(accepted);
        assertThat(metrics.counter(Metric.DECISION_LOG_LOST).sum()).isEqualTo(offered - accepted);
    }

    @Test
    void countsARecordThatIsTooLongForTheRing() {
        DecisionRecordEncoder huge = new DecisionRecordEncoder(4 << 20).begin(SamplePack.NAMES, 1, 2, T0);
        for (int i = 0; i < 1000; i++) {
            huge.fault(0, "x".repeat(5000));
        }

        assertThat(log.newWriter().offer(huge.end())).isFalse();
        log.close();

        List<DecisionGap> gaps = new ArrayList<>();
        assertThat(read(gaps)).isZero();
        assertThat(gaps).containsExactly(new DecisionGap(1, T0, T0));
    }

    @Test
    void accountsForDecisionsWhileTheDiskIsFullAndGoesOnAfterwards() {
        log.close();
        JournalOptions noRoom = new JournalOptions(JournalOptions.Roll.HOURLY, 4 << 20, Long.MAX_VALUE);
        log = DecisionLog.open(
                data, DecisionLogSettings.DEFAULT, noRoom, metrics, () -> Instant.ofEpochMilli(nowMs.get()));
        DecisionLog.Writer writer = log.newWriter();
        for (int i = 0; i < 10; i++) {
            offer(writer, i);
        }
        assertThat(log.flush()).isTrue();

        assertThat(metrics.counter(Metric.DECISION_LOG_LOST).sum()).isEqualTo(10);
        assertThat(log.find(SamplePack.id(T0, 1))).isEmpty();
        log.close();
        log = open(DecisionLogSettings.DEFAULT);
        assertThat(log.find(offer(log.newWriter(), 20))).isPresent();
    }

    @Test
    void appendsOnClosingAllThatWasAccepted() {
        DecisionLog.Writer writer = log.newWriter();
        for (int i = 0; i < 2000; i++) {
            offer(writer, i);
        }
        log.close();
        log.close();

        assertThat(read(new ArrayList<>())).isEqualTo(2000);
        assertThat(writer.offer(
                        SamplePack.decision(encoder, SamplePack.id(T0, 9), T0).end()))
                .isFalse();
        assertThat(metrics.counter(Metric.DECISION_LOG_LOST).sum()).isEqualTo(1);
        assertThatThrownBy(() -> log.find(SamplePack.id(T0, 1))).isInstanceOf(JournalException.class);
    }

    @Test
    void allocatesNothingOnTheEventLoop() {
        DecisionLog.Writer writer = log.newWriter();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        UUID id = SamplePack.id(T0, 1);
        Double basket = 129.95;
        write(writer, id, basket, 20_000);

        long before = threads.getThreadAllocatedBytes(thread);
        write(writer, id, basket, 1000);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(allocated).isLessThan(1000);
    }

    private void write(DecisionLog.Writer writer, UUID id, Double basket, int times) {
        for (int i = 0; i < times; i++) {
            encoder.begin(SamplePack.NAMES, id.getMostSignificantBits(), id.getLeastSignificantBits(), T0)
                    .userId("c-42-ü")
                    .channel("web")
                    .context(2, basket)
                    .ruleFired(i)
                    .proposal(0, 0, -1, SamplePack.TARGETED, -1)
                    .factors(0.1, 2, 3, 1.2, 0.72)
                    .because("gold, considering")
                    .placement(0, 0, "frag-gold-upgrade", SamplePack.TARGETED, false)
                    .end();
            writer.isSnapshotDue(i, i);
            writer.offer(encoder);
        }
    }

    @Test
    void keepsTheProfilesOfADeclaredShareOfDecisions() {
        log.close();
        log = open(new DecisionLogSettings(Duration.ofDays(1), 1L << 30, 0.05, 1 << 20));
        DecisionLog.Writer writer = log.newWriter();
        Random random = new Random(11);

        int due = 0;
        for (int i = 0; i < 200_000; i++) {
            UUID id = new UUID(T0 + i << 16 | 0x7000, random.nextLong());
            due += writer.isSnapshotDue(id.getMostSignificantBits(), id.getLeastSignificantBits()) ? 1 : 0;
        }

        assertThat(due / 200_000.0).isCloseTo(0.05, within(0.003));
    }

    @Test
    void keepsAllOrNoProfilesWhenToldSo() {
        log.close();
        for (double share : new double[] {0, 1}) {
            log = open(new DecisionLogSettings(Duration.ofDays(1), 1L << 30, share, 1 << 20));
            DecisionLog.Writer writer = log.newWriter();
            for (long i = 0; i < 10_000; i++) {
                assertThat(writer.isSnapshotDue(i * i, ~i)).isEqualTo(share == 1);
            }
            log.close();
        }
    }

    @Test
    void letsGoOfWhatIsPastItsRetention() {
        log.close();
        log = open(new DecisionLogSettings(Duration.ofHours(5), 1L << 40, 0, 1 << 20));
        DecisionLog.Writer writer = log.newWriter();
        UUID old = offer(writer, 1);
        log.flush();
        nowMs.addAndGet(3 * HOUR);
        UUID recent = offer(writer, 2);
        log.flush();

        nowMs.addAndGet(4 * HOUR);
        offer(writer, 3);
        log.flush();

        assertThat(log.find(old)).isEmpty();
        assertThat(log.find(recent)).isPresent();
    }

    @Test
    void keepsTheNamesOfAPackThatIsGone() throws IOException {
        log.keep(SamplePack.NAMES);
        log.keep(SamplePack.names("sample@ffffffff"));
        log.keep(SamplePack.NAMES);
        log.close();
        Files.writeString(data.resolve("packs/damaged@1.json"), "{");
        log = open(DecisionLogSettings.DEFAULT);

        NameTables names = log.names(SamplePack.NAMES.code());
        assertThat(names).isNotNull();
        assertThat(names.toJson()).isEqualTo(SamplePack.NAMES.toJson());
        assertThat(log.names(SamplePack.names("sample@ffffffff").code())).isNotNull();
        assertThat(log.names(12345)).isNull();
        assertThat(data.resolve("packs"))
                .isDirectoryContaining(file -> file.getFileName()
                        .toString()
                        .equals("sample@0a1b2c3d-%08x.json".formatted(SamplePack.NAMES.code())));
    }

    @Test
    void keepsWhatAKilledProcessHadAppended() throws Exception {
        log.close();
        Process writer = start();
        List<UUID> acknowledged = new ArrayList<>();
        ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
        for (int i = 0; i < 3000; i++) {
            id.clear().put(writer.getInputStream().readNBytes(2 * Long.BYTES));
            acknowledged.add(new UUID(id.getLong(0), id.getLong(Long.BYTES)));
        }
        writer.destroyForcibly().waitFor();
        log = open(DecisionLogSettings.DEFAULT);

        for (int i = 0; i < acknowledged.size(); i += 50) {
            assertThat(log.find(acknowledged.get(i))).isPresent();
        }
        assertThat(log.find(acknowledged.get(acknowledged.size() - 1))).isPresent();
        nowMs.set(System.currentTimeMillis());
        assertThat(log.find(offer(log.newWriter(), 1))).isPresent();
    }

    private UUID offer(DecisionLog.Writer writer, long number) {
        UUID id = SamplePack.id(nowMs.get(), number);
        assertThat(writer.offer(SamplePack.decision(encoder, id, nowMs.get()).end()))
                .isTrue();
        return id;
    }

    private DecisionLog open(DecisionLogSettings settings) {
        return DecisionLog.open(data, settings, metrics, () -> Instant.ofEpochMilli(nowMs.get()));
    }

    /** @return how many decisions there are */
    private int read(List<DecisionGap> gaps) {
        int decisions = 0;
        try (Journal journal = Journal.open(data.resolve("decisions"), JournalOptions.DEFAULT);
                JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                if (DecisionGap.is(cursor.bytes(), cursor.length())) {
                    gaps.add(DecisionGap.read(cursor.bytes()));
                } else {
                    new DecisionRecord()
                            .wrap(cursor.bytes(), 0, cursor.length())
                            .forEach(SamplePack.NAMES, new DecisionVisitor() {});
                    decisions++;
                }
            }
        }
        return decisions;
    }

    private Process start() throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                EndlessWriter.class.getName(),
                data.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Logs decisions until it is killed, and tells the ids of those that are appended. */
    static final class EndlessWriter {
        public static void main(String[] args) throws IOException {
            DecisionLog log =
                    DecisionLog.open(Path.of(args[0]), DecisionLogSettings.DEFAULT, new Metrics(), () -> Instant.now());
            DecisionLog.Writer writer = log.newWriter();
            DecisionRecordEncoder encoder = new DecisionRecordEncoder();
            ByteBuffer batch = ByteBuffer.allocate(100 * 2 * Long.BYTES);
            for (long i = 0; ; i++) {
                long now = System.currentTimeMillis();
                UUID id = SamplePack.id(now, i);
                writer.offer(SamplePack.decision(encoder, id, now).end());
                batch.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
                if (!batch.hasRemaining()) {
                    if (!log.flush()) {
                        throw new IllegalStateException("the log does not keep up");
                    }
                    System.out.write(batch.array());
                    System.out.flush();
                    batch.clear();
                }
            }
        }
    }
}
