package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ErasuresTest {

    private static final long T0 = 1_700_000_000_000L;
    private static final ErasureSettings AT_ONCE = new ErasureSettings(Duration.ZERO, Long.MAX_VALUE);
    private static final ErasureSettings NEVER = new ErasureSettings(Duration.ofDays(300), Long.MAX_VALUE);

    @TempDir
    Path dir;

    private final Metrics metrics = new Metrics();

    @Test
    void freesEveryFileOfOneCustomerAndKeepsWhatCameLaterAndTheOthers() throws IOException {
        try (Journal journal = Journal.open(dir.resolve("journal"), JournalOptions.DEFAULT);
                Journal actions = Journal.open(dir.resolve("actions"), JournalOptions.DEFAULT);
                Erasures erasures = open(AT_ONCE, steps(journal, actions))) {
            for (int i = 0; i < 500; i++) {
                append(journal, i % 2 == 0 ? "u-1" : "u-2", "mark-" + (i % 2 == 0 ? "gone" : "kept"), T0 + i);
                append(actions, i % 2 == 0 ? "u-1" : "u-2", "mark-" + (i % 2 == 0 ? "gone" : "kept"), T0 + i);
            }
            long erasing = append(journal, "u-1", "mark-gone", T0 + 1_000);
            append(journal, "u-1", "mark-new", T0 + 2_000);
            append(actions, "u-1", "mark-new", T0 + 2_000);

            erasures.add(new Erasure(erasing, T0 + 1_000, List.of(PartitionKey.of('p', "u-1"), 77L)));
            awaitDone(erasures);

            assertThat(texts(journal)).hasSize(251).contains("mark-kept", "mark-new");
            assertThat(texts(actions)).hasSize(251).contains("mark-kept", "mark-new");
            assertThat(metrics.counter(Metric.ERASURES).sum()).isOne();
        }
        assertThat(bytesOf(dir)).doesNotContain("mark-gone").contains("mark-kept", "mark-new");
    }

    @Test
    void goesOnAfterAStopWithWhatIsLeft() throws Exception {
        List<Erasure> asked = new ArrayList<>();
        try (Erasures erasures = open(NEVER, Map.of("none", (which, progress) -> true))) {
            for (int i = 1; i <= 20; i++) {
                asked.add(new Erasure(i, T0 + i, List.of((long) i, 100L + i)));
                erasures.add(asked.get(i - 1));
                erasures.add(asked.get(i - 1));
            }
            assertThat(erasures.pending()).isEqualTo(20);
            assertThat(exposition()).contains("kairos_erasures_pending 20.0");
        }
        CountDownLatch done = new CountDownLatch(1);
        try (Erasures erasures = open(AT_ONCE, Map.of("check", (which, progress) -> {
            for (Erasure erasure : asked) {
                erasure.partitionKeys().forEach(key -> {
                    assertThat(which.contains(key)).isTrue();
                    assertThat(which.inJournal().selects(key, erasure.position(), 0))
                            .isTrue();
                    assertThat(which.inJournal().selects(key, erasure.position() + 1, 0))
                            .isFalse();
                    assertThat(which.byTime(5).selects(key, 0, erasure.timeMs() + 5))
                            .isTrue();
                    assertThat(which.byTime(5).selects(key, 0, erasure.timeMs() + 6))
                            .isFalse();
                });
            }
            assertThat(which.contains(50)).isFalse();
            assertThat(which.inJournal().selects(50, 1, 0)).isFalse();
            assertThat(which.byTime(5).selects(50, 1, 0)).isFalse();
            assertThat(which.lastPosition()).isEqualTo(20);
            done.countDown();
            return true;
        }))) {
            done.await();
            awaitDone(erasures);
        }
        assertThat(Files.size(dir.resolve("erasures"))).isZero();
        try (Erasures erasures = open(NEVER, Map.of())) {
            assertThat(erasures.pending()).isZero();
        }
    }

    @Test
    void doesTheStepsInOrderAndAllAgainWhenOneFails() {
        List<String> calls = new ArrayList<>();
        AtomicInteger failures = new AtomicInteger(2);
        Map<String, ErasureStep> steps = new LinkedHashMap<>();
        steps.put("first", (which, progress) -> calls.add("first"));
        steps.put("second", (which, progress) -> {
            calls.add("second");
            return switch (failures.getAndDecrement()) {
                case 2 -> throw new JournalException("damaged, says the test");
                case 1 -> false;
                default -> true;
            };
        });
        steps.put("last", (which, progress) -> calls.add("last"));
        try (Erasures erasures = open(AT_ONCE, steps)) {
            erasures.add(new Erasure(1, T0, List.of(1L)));
            while (erasures.pending() > 0) {
                erasures.hurry();
                Thread.yield();
            }
        }
        assertThat(calls).containsExactly("first", "second", "first", "second", "first", "second", "last");
    }

    @Test
    void stopsInTheMiddleOfAPass() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Erasures erasures = open(new ErasureSettings(Duration.ZERO, 1), Map.of("slow", (which, progress) -> {
            begun.countDown();
            // at one record a second this would take years
            return progress.goesOn(1, 1L << 30, 0);
        }));
        erasures.add(new Erasure(1, T0, List.of(1L)));
        begun.await();
        erasures.close();
        erasures.close();

        try (Erasures again = open(NEVER, Map.of())) {
            assertThat(again.pending()).isOne();
        }
    }

    @Test
    void cutsOffWhatAKilledProcessLeftUnfinished() throws IOException {
        Path file = dir.resolve("erasures");
        try (Erasures erasures = open(NEVER, Map.of())) {
            erasures.add(new Erasure(1, T0, List.of(1L, 2L)));
            erasures.add(new Erasure(2, T0, List.of()));
        }
        byte[] whole = Files.readAllBytes(file);
        byte[] third = new byte[40];
        for (int length = 1; length <= third.length; length += 3) {
            Files.write(file, whole);
            Files.write(file, java.util.Arrays.copyOf(third, length), StandardOpenOption.APPEND);
            try (Erasures erasures = open(NEVER, Map.of())) {
                assertThat(erasures.pending()).isEqualTo(2);
                erasures.add(new Erasure(3, T0, List.of(3L)));
            }
            try (Erasures erasures = open(NEVER, Map.of())) {
                assertThat(erasures.pending()).isEqualTo(3);
            }
        }
    }

    @Test
    void refusesAListThatCannotBeKept() throws IOException {
        Files.createDirectory(dir.resolve("erasures"));
        assertThatThrownBy(() -> open(NEVER, Map.of()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("erasures");
        assertThatThrownBy(() -> new ErasureSettings(Duration.ofMillis(-1), 1)).hasMessageContaining("delay");
        assertThatThrownBy(() -> new ErasureSettings(Duration.ZERO, 0)).hasMessageContaining("rate");
    }

    private static Map<String, ErasureStep> steps(Journal journal, Journal actions) {
        Map<String, ErasureStep> steps = new LinkedHashMap<>();
        steps.put("actions", (which, progress) -> actions.blank(which.byTime(500), progress));
        steps.put("journal", (which, progress) -> journal.blank(which.inJournal(), progress));
        return steps;
    }

    private Erasures open(ErasureSettings settings, Map<String, ErasureStep> steps) {
        Erasures erasures = Erasures.open(dir.resolve("erasures"), settings, metrics);
        erasures.start(steps);
        return erasures;
    }

    private static void awaitDone(Erasures erasures) {
        while (erasures.pending() > 0) {
            Thread.yield();
        }
    }

    private static long append(Journal journal, String userId, String text, long timeMs) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return journal.append(PartitionKey.of('p', userId), bytes, 0, bytes.length, timeMs);
    }

    private static List<String> texts(Journal journal) {
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            return JournalRig.texts(cursor);
        }
    }

    private String exposition() {
        return new String(metrics.exposition(), StandardCharsets.UTF_8);
    }

    private static String bytesOf(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
