package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ChronicleJournalTest extends JournalContract {

    private static final JournalOptions SMALL = new JournalOptions(JournalOptions.Roll.HOURLY, 256 << 10, 0);

    @Override
    Journal open(Path folder) {
        return Journal.open(folder, SMALL);
    }

    @Test
    void goesOnBehindATornTail() throws Exception {
        append("a", T0);
        append("b", T0);
        journal.close();
        run(TornWriter.class);
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
        Process writer = start(EndlessWriter.class);
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
            assertThat(all.get(i)).isEqualTo(EndlessWriter.text(i));
        }
    }

    private static SingleChronicleQueueBuilder builder(String folder) {
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
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Dies in the middle of a record, as a killed process can. */
    static final class TornWriter {
        public static void main(String[] args) {
            ChronicleQueue queue = builder(args[0]).build();
            DocumentContext torn = queue.createAppender().writingDocument();
            Bytes<?> bytes = torn.wire().bytes();
            byte[] noise = new byte[5000];
            Arrays.fill(noise, (byte) 0x55);
            bytes.write(noise);
            Runtime.getRuntime().halt(137);
        }
    }

    /** Appends until it is killed, and says so after each record. */
    static final class EndlessWriter {
        public static void main(String[] args) throws IOException {
            try (Journal journal = Journal.open(Path.of(args[0]), SMALL)) {
                ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
                for (long i = 0; ; i++) {
                    byte[] bytes = text(i).getBytes(StandardCharsets.UTF_8);
                    journal.append(i, bytes, 0, bytes.length, T0 + i);
                    System.out.write(number.putLong(0, i).array());
                }
            }
        }

        static String text(long i) {
            return "record " + i + " " + "x".repeat((int) (i * 31 % 600));
        }
    }
}
