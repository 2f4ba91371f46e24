package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChronicleJournalTest extends JournalContract {

    static final JournalOptions SMALL = new JournalOptions(JournalOptions.Roll.HOURLY, 256 << 10, 0);

    private static final JournalOptions SKIPPING =
            new JournalOptions(JournalOptions.Roll.HOURLY, 256 << 10, 0, JournalOptions.OnDamage.SKIP);

    @Override
    Journal open(Path folder) {
        return Journal.open(folder, SMALL);
    }

    @Test
    void goesOnBehindATornTail() throws Exception {
        append("a", T0);
        append("b", T0);
        journal.close();
        run(KilledWriters.TornWriter.class);
        journal = open(dir);

        List<String> expected = new ArrayList<>(List.of("a", "b"));
        for (int i = 0; i < 200; i++) {
            append("after" + i, T0);
            expected.add("after" + i);
        }

        assertThat(all()).isEqualTo(expected);
        journal.close();
        journal = open(dir);
        assertThat(all()).isEqualTo(expected);
        assertThat(append("last", T0)).isPositive();
    }

    @Test
    void takesOverTheLockOfAKilledProcessThatHadTheSameId() {
        append("a", T0);
        journal.close();
        try (SingleChronicleQueue queue = builder(dir.toString()).build()) {
            queue.tableStorePut("chronicle.write.lock", ProcessHandle.current().pid());
        }

        journal = open(dir);
        append("b", T0);

        assertThat(all()).containsExactly("a", "b");
    }

    @Test
    void appendsNothingWhenTheDiskIsNearlyFull() {
        append("a", T0);
        journal.close();
        journal = Journal.open(dir, new JournalOptions(JournalOptions.Roll.HOURLY, 256 << 10, Long.MAX_VALUE));

        assertThatThrownBy(() -> append("b", T0))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("bytes left")
                .hasMessageContaining("make room");
        assertThatThrownBy(() -> append("c", T0)).isInstanceOf(JournalException.class);
        assertThat(all()).containsExactly("a");
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThatThrownBy(() -> new JournalOptions(JournalOptions.Roll.DAILY, 1000, 0))
                .hasMessageContaining("block size must be a multiple of 65536 bytes");
        assertThatThrownBy(() -> new JournalOptions(JournalOptions.Roll.DAILY, 1 << 20, -1))
                .hasMessageContaining("at least 0 bytes");
    }

    @Test
    void startsNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        journal.close();
        journal = open(dir);
        append("a", T0);
        assertThat(all()).hasSize(1);

        Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
        after.removeAll(before);
        assertThat(after)
                .filteredOn(thread -> !thread.getName().startsWith("junit"))
                .isEmpty();
    }

    @RepeatedTest(3)
    void keepsWhatAKilledProcessHadAppended() throws Exception {
        journal.close();
        Process writer = start(KilledWriters.EndlessWriter.class);
        long acknowledged = 0;
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
        for (int i = 0; i < 5_000; i++) {
            acknowledged = number.put(0, writer.getInputStream().readNBytes(Long.BYTES))
                    .getLong(0);
        }
        writer.destroyForcibly().waitFor();
        journal = open(dir);
        append("after", T0);

        List<String> all = all();
        assertThat(all).hasSizeGreaterThan((int) acknowledged + 1).endsWith("after");
        for (int i = 0; i < all.size() - 1; i++) {
            assertThat(all.get(i)).isEqualTo(KilledWriters.EndlessWriter.text(i));
        }
    }

    /** Killed at any instant, a blanking leaves whole records and blanks, and the next pass ends what it began. */
    @RepeatedTest(4)
    void leavesNothingDamagedWhenKilledWhileBlanking(RepetitionInfo repetition) throws Exception {
        for (int i = 0; i < 40_000; i++) {
            append(i % 4, "marker-" + i % 4 + "-" + i, T0 + i);
        }
        journal.close();
        Process blanker = start(KilledWriters.EndlessBlanker.class);
        assertThat(blanker.getInputStream().read()).isEqualTo('!');
        // spreads the kills over the pass, which takes some 100 ms
        LockSupport.parkNanos(repetition.getCurrentRepetition() * 9_000_000L);
        blanker.destroyForcibly().waitFor();

        journal = open(dir);
        List<String> left = all();
        assertThat(left).hasSizeBetween(20_000, 40_000);
        assertThat(left.stream().filter(text -> text.startsWith("marker-0") || text.startsWith("marker-2")))
                .hasSize(20_000);
        journal.blank((key, at, timeMs) -> key == 1 || key == 3, BlankProgress.NONE);
        assertThat(all()).hasSize(20_000);
        journal.close();
        assertThat(holdsText("marker-1")).isFalse();
        assertThat(holdsText("marker-3")).isFalse();
    }

    @Test
    void endsABlankingThatWasInterruptedWhicheverKeysComeNext() throws Exception {
        append(1, "marker-1", T0);
        append(2, "marker-2", T0);
        journal.close();
        Path file = queueFile();
        byte[] content = Files.readAllBytes(file);
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("marker-1");
        ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(at - RecordFrame.BYTES + RecordFrame.CHECKSUM_AT, RecordFrame.BLANK);
        Files.write(file, content);

        journal = open(dir);
        assertThat(all()).containsExactly("marker-2");
        journal.blank((key, position, timeMs) -> false, BlankProgress.NONE);
        journal.close();
        assertThat(holdsText("marker-1")).isFalse();
        assertThat(holdsText("marker-2")).isTrue();
    }

    /** Wherever a bit flips: what is read is a record that was written, in order, or an exception. */
    @Test
    void neverReadsAFlippedBitAsARecord() throws Exception {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            written.add("record-" + i + "-" + "x".repeat(i % 50));
            append(written.get(i), T0);
        }
        journal.close();
        Path file = queueFile();
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int from = text.indexOf(written.get(0)) - RecordFrame.BYTES;
        int to = text.indexOf(written.get(299));
        Random random = new Random(11);
        int refused = 0;
        for (int run = 0; run < 60; run++) {
            Files.write(file, withAFlippedBit(content, from, to, random));
            try (Journal damaged = open(dir);
                    JournalCursor cursor = damaged.cursor(Journal.START)) {
                refused += refuses(cursor, written) ? 1 : 0;
            }
        }
        // the rest fell on padding
        assertThat(refused).isGreaterThan(50);
    }

    private static byte[] withAFlippedBit(byte[] content, int from, int to, Random random) {
        byte[] flipped = content.clone();
        flipped[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static boolean refuses(JournalCursor cursor, List<String> written) {
        List<String> read = new ArrayList<>();
        try {
            while (cursor.next()) {
                read.add(new String(cursor.bytes(), 0, cursor.length(), StandardCharsets.UTF_8));
            }
            assertThat(read).isEqualTo(written);
            return false;
        } catch (JournalException e) {
            assertThat(read).isEqualTo(written.subList(0, read.size()));
            assertThat(e).hasMessageContaining("position").hasMessageContaining("onDamage: skip");
            assertThatThrownBy(cursor::next).isSameAs(e);
            return true;
        }
    }

    @Test
    void skipsDamageWhenToldTo() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            append("record-" + i, T0);
        }
        journal.close();
        Path file = queueFile();
        byte[] content = Files.readAllBytes(file);
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("record-77");
        content[at] = '!';
        Files.write(file, content);

        journal = Journal.open(
                dir, new JournalOptions(JournalOptions.Roll.HOURLY, 256 << 10, 0, JournalOptions.OnDamage.SKIP));
        assertThat(all()).hasSize(1_999).doesNotContain("record-77").contains("record-76", "record-78");
    }

    /** As of single records, and what is damaged of a batch takes along at most what follows in it. */
    @Test
    void neverReadsAFlippedBitOfABatchAsARecord() throws Exception {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String[] texts = new String[10];
            for (int k = 0; k < texts.length; k++) {
                texts[k] = "record-" + i + "-" + k + "-" + "x".repeat(i * k % 50);
            }
            written.addAll(List.of(texts));
            appendBatch(T0, texts);
        }
        journal.close();
        Path file = queueFile();
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int from = text.indexOf(written.get(0)) - RecordFrame.BYTES;
        int to = text.indexOf(written.get(299));
        Random random = new Random(12);
        int damaged = 0;
        for (int run = 0; run < 60; run++) {
            Files.write(file, withAFlippedBit(content, from, to, random));
            try (Journal refusing = open(dir);
                    JournalCursor cursor = refusing.cursor(Journal.START)) {
                damaged += refuses(cursor, written) ? 1 : 0;
            }
            try (Journal skipping = Journal.open(dir, SKIPPING);
                    JournalCursor cursor = skipping.cursor(Journal.START)) {
                assertThat(written).containsSubsequence(texts(cursor));
            }
        }
        assertThat(damaged).isGreaterThan(45);
    }

    @Test
    void blanksTheEndOfABatchThatWasNotWrittenWhole() throws Exception {
        long first = appendBatch(T0, "record-0", "record-1");
        appendBatch(T0, "record-2", "record-3", "record-4", "record-5");
        journal.close();
        flip("record-3");
        try (JournalState state = JournalState.open(dir)) {
            state.begin();
            state.appended(first);
        }

        journal = open(dir);

        assertThat(all()).containsExactly("record-0", "record-1", "record-2");
        append("next", T0);
        assertThat(all()).containsExactly("record-0", "record-1", "record-2", "next");
        journal.blank((key, at, timeMs) -> false, BlankProgress.NONE);
        journal.close();
        assertThat(holdsText("record-5")).isFalse();
        assertThat(holdsText("record-2")).isTrue();
    }

    @Test
    void keepsWholeBatchesOfAKilledProcess() throws Exception {
        journal.close();
        Process writer = start(KilledWriters.EndlessBatchWriter.class);
        long acknowledged = 0;
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
        for (int i = 0; i < 1_000; i++) {
            acknowledged = number.put(0, writer.getInputStream().readNBytes(Long.BYTES))
                    .getLong(0);
        }
        writer.destroyForcibly().waitFor();
        journal = open(dir);
        appendBatch(T0, "after");

        List<String> all = all();
        assertThat(all).hasSizeGreaterThan((int) acknowledged).endsWith("after");
        assertThat((all.size() - 1) % KilledWriters.EndlessBatchWriter.RECORDS).isZero();
        for (int i = 0; i < all.size() - 1; i++) {
            assertThat(all.get(i)).isEqualTo(KilledWriters.EndlessWriter.text(i));
        }
    }

    @Test
    void goesOnBehindAHoleWhenToldTo() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            append("record-" + i, T0);
        }
        journal.close();
        Path file = queueFile();
        byte[] content = Files.readAllBytes(file);
        int at = new String(content, StandardCharsets.ISO_8859_1).indexOf("record-1777");
        Arrays.fill(content, at, at + 100, (byte) 0);
        Files.write(file, content);

        journal = open(dir);
        assertThatThrownBy(this::all).isInstanceOf(JournalException.class).hasMessageContaining("onDamage: skip");
        journal.close();
        journal = Journal.open(
                dir, new JournalOptions(JournalOptions.Roll.HOURLY, 256 << 10, 0, JournalOptions.OnDamage.SKIP));
        append("after", T0);
        assertThat(all())
                .startsWith("record-0")
                .endsWith("record-4999", "after")
                .hasSizeGreaterThan(4_400);
    }

    @Test
    void refusesAFileThatIsCutShortAndGoesOnWithoutTheRestWhenToldTo() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            append("record-" + i + "x".repeat(100), T0);
        }
        long last = journal.lastPosition();
        journal.close();
        byte[] whole = Files.readAllBytes(queueFile());
        byte[] state = Files.readAllBytes(dir.resolve("journal.state"));
        for (int length : new int[] {0, 3, 100, 20_000, 70_000, 200_001, 300_000}) {
            Files.write(queueFile(), Arrays.copyOf(whole, length));
            Files.write(dir.resolve("journal.state"), state);
            assertThatThrownBy(() -> open(dir))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("missing at the end")
                    .hasMessageContaining("onDamage: skip");
            assertThat(Files.size(queueFile())).isEqualTo(length);

            journal = Journal.open(dir, SKIPPING);
            List<String> left = all();
            assertThat(append("after", T0)).isGreaterThan(last);
            for (int i = 0; i < left.size(); i++) {
                assertThat(left.get(i)).isEqualTo("record-" + i + "x".repeat(100));
            }
            assertThat(left.size()).isBetween(length / 160 - 500, length / 110);
            assertThat(all()).hasSize(left.size() + 1).endsWith("after");
            journal.close();
            journal = open(dir);
            assertThat(all()).hasSize(left.size() + 1).endsWith("after");
            journal.close();
        }
    }

    @Test
    void cutsOffWhatAKilledProcessLeftUnfinished() throws Exception {
        append("a", T0);
        journal.close();
        run(KilledWriters.TornWriter.class);
        assertThat(holdsText("UUUUUUUU")).isTrue();
        try (JournalState state = JournalState.open(dir)) {
            state.begin();
        }

        journal = open(dir);

        assertThat(holdsText("UUUUUUUU")).isFalse();
        append("b", T0);
        assertThat(all()).containsExactly("a", "b");
    }

    @Test
    void blanksAnUnacknowledgedEndThatWasNotWrittenWhole() throws Exception {
        for (int i = 0; i < 5; i++) {
            append("record-" + i, T0);
        }
        long last = journal.lastPosition();
        journal.close();
        flip("record-3");
        flip("record-4");
        try (JournalState state = JournalState.open(dir)) {
            state.begin();
            state.appended(last - 2);
        }

        journal = open(dir);

        assertThat(all()).containsExactly("record-0", "record-1", "record-2");
        assertThat(append("next", T0)).isEqualTo(last + 1);
    }

    @Test
    void beginsAFileAgainThatAKilledProcessHadOnlyJustBegun() throws Exception {
        append("a", T0);
        journal.close();
        try (JournalState state = JournalState.open(dir)) {
            state.begin();
        }
        Files.write(dir.resolve("20231114-23F.cq4"), new byte[100_000]);

        journal = open(dir);
        append("b", T0 + HOUR);
        assertThat(all()).containsExactly("a", "b");
    }

    @Test
    void saysWhereAnOlderFileIsCutShort() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            append("record-" + i, T0);
        }
        append("next hour", T0 + HOUR);
        journal.close();
        try (FileChannel channel = FileChannel.open(queueFile(), StandardOpenOption.WRITE)) {
            channel.truncate(100_000);
        }

        journal = open(dir);
        assertThatThrownBy(this::all).isInstanceOf(JournalException.class).hasMessageContaining("onDamage: skip");
        journal.close();
        journal = Journal.open(dir, SKIPPING);
        append("after", T0 + HOUR);
        assertThat(all()).startsWith("record-0", "record-1").endsWith("next hour", "after");
    }

    @Test
    void refusesFilesThatAreNotItsOwn() throws Exception {
        append("a", T0);
        append("b", T0 + HOUR);
        journal.close();
        for (String name : List.of("notes.cq4", "20231114F.cq4", "20231114-20F.cq4")) {
            Path foreign = Files.writeString(dir.resolve(name), "something else entirely");
            assertThatThrownBy(() -> open(dir))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("move it away");
            Files.delete(foreign);
        }
        Files.writeString(dir.resolve("README"), "not a file of a queue at all");
        journal = open(dir);
        assertThat(all()).containsExactly("a", "b");
    }

    @Test
    void makesTheQueuesNotesAgainWhenTheyAreDamaged() throws Exception {
        append("a", T0);
        append("b", T0 + 2 * HOUR);
        journal.close();
        for (byte[] notes : List.of(new byte[0], new byte[4096], "rubbish".getBytes(StandardCharsets.UTF_8))) {
            Files.write(dir.resolve("metadata.cq4t"), notes);
            journal = open(dir);
            assertThat(all()).containsExactly("a", "b");
            journal.close();
        }
        Files.delete(dir.resolve("metadata.cq4t"));
        journal = Journal.open(dir, new JournalOptions(JournalOptions.Roll.DAILY, 256 << 10, 0));
        append("c", T0 + 2 * HOUR);
        assertThat(all()).containsExactly("a", "b", "c");
    }

    private void flip(String text) throws IOException {
        byte[] content = Files.readAllBytes(queueFile());
        content[new String(content, StandardCharsets.ISO_8859_1).indexOf(text)] ^= 1;
        Files.write(queueFile(), content);
    }

    @Test
    void keepsTheRollOfItsFiles() {
        append("a", T0);
        append("b", T0 + 2 * HOUR);
        long last = journal.lastPosition();
        journal.close();
        for (JournalOptions.Roll roll : JournalOptions.Roll.values()) {
            journal = Journal.open(dir, new JournalOptions(roll, 256 << 10, 0));
            assertThat(journal.lastPosition()).isEqualTo(last);
            last = append("c", T0 + 2 * HOUR);
            assertThat(all()).startsWith("a", "b").endsWith("c");
            journal.close();
        }
        journal = open(dir);
        assertThat(all()).containsExactly("a", "b", "c", "c", "c");
    }

    @Test
    void refusesAnOpeningByAnotherProcess() throws Exception {
        Process other = start(KilledWriters.EndlessWriter.class);
        assertThat(new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("in use by another process");
        assertThat(other.waitFor()).isNotZero();
    }

    private Path queueFile() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> file.toString().endsWith(".cq4"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    static SingleChronicleQueueBuilder builder(String folder) {
        return SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(RollCycles.FAST_HOURLY)
                .blockSize(256 << 10)
                .timeProvider(() -> T0);
    }

    private void run(Class<?> main) throws Exception {
        Process process = start(main);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(137);
    }

    private Process start(Class<?> main) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(
                List.of("-Xmx128m", "-cp", System.getProperty("java.class.path"), main.getName(), dir.toString()));
        return new ProcessBuilder(command).start();
    }
}
