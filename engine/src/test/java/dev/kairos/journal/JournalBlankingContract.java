package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How every journal overwrites what is erased. */
abstract class JournalBlankingContract extends JournalRig {

    @Test
    void blanksTheRecordsOfKeysAndNoOthers() {
        for (int i = 0; i < 3_001; i++) {
            append(i % 7, "marker-" + i % 7 + "-of-" + i, T0 + i * 5_000L);
        }
        long last = journal.lastPosition();

        assertThat(journal.blank((key, at, timeMs) -> key == 3 || key == 5, BlankProgress.NONE))
                .isTrue();

        assertBlanked(last);
        journal.close();
        assertThat(holdsText("marker-3")).isFalse();
        assertThat(holdsText("marker-5")).isFalse();
        assertThat(holdsText("marker-4")).isTrue();
        journal = open(dir);
        assertBlanked(last);
    }

    private void assertBlanked(long last) {
        int next = 0;
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                next += next % 7 == 3 || next % 7 == 5 ? 1 : 0;
                assertThat(text(cursor)).isEqualTo("marker-" + next % 7 + "-of-" + next);
                assertThat(cursor.timeMs()).isEqualTo(T0 + next * 5_000L);
                next++;
            }
        }
        assertThat(next).isEqualTo(3_001);
        assertThat(journal.lastPosition()).isEqualTo(last);
        try (JournalCursor cursor = journal.cursorAt(T0 + 1_000 * 7 * 5_000L / 10)) {
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor)).isEqualTo("marker-0-of-700");
        }
    }

    @Test
    void blanksRecordsWithinBatches() {
        List<String> left = new ArrayList<>();
        RecordBatch batch = new RecordBatch(journal.maxRecordBytes());
        List<Long> blanked = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String text = "marker-" + i % 7 + "-of-" + i + "-" + "x".repeat(i % 40);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(batch.add(i % 7, bytes, 0, bytes.length)).isTrue();
            if (i % 7 != 3 && i % 7 != 5) {
                left.add(text);
            }
            // batches of 1 to 100, and some whose records all go
            if (i % 101 == 100 || i % 7 == 3 && i > 2_000 || i == 2_999) {
                journal.append(batch, T0 + i * 5_000L);
                batch.clear();
            }
        }
        BlankProgress counts = (position, read, due) -> blanked.add(due);
        int due = 3_000 - left.size();

        assertThat(journal.blank((key, at, timeMs) -> key == 3 || key == 5, counts))
                .isTrue();
        assertThat(journal.blank((key, at, timeMs) -> key == 3 || key == 5, counts))
                .isTrue();

        assertThat(blanked).contains((long) due, 0L);
        assertThat(all()).isEqualTo(left);
        journal.close();
        assertThat(holdsText("marker-3")).isFalse();
        assertThat(holdsText("marker-5")).isFalse();
        journal = open(dir);
        assertThat(all()).isEqualTo(left);
        append("after", T0);
        assertThat(all()).hasSize(left.size() + 1).endsWith("after");
    }

    @Test
    void isReadWhileRecordsWithinBatchesAreBlanked() throws Exception {
        int count = 20_000;
        RecordBatch batch = new RecordBatch(journal.maxRecordBytes());
        for (int i = 0; i < count; i++) {
            byte[] bytes = ("r" + i).getBytes(StandardCharsets.UTF_8);
            batch.add(i % 3, bytes, 0, bytes.length);
            if (i % 500 == 499) {
                journal.append(batch, T0 + i);
                batch.clear();
            }
        }
        CompletableFuture<Boolean> blanking =
                CompletableFuture.supplyAsync(() -> journal.blank((key, at, timeMs) -> key == 1, BlankProgress.NONE));
        do {
            try (JournalCursor cursor = journal.cursor(Journal.START)) {
                int last = -1;
                while (cursor.next()) {
                    int number = Integer.parseInt(text(cursor).substring(1));
                    for (int skipped = last + 1; skipped < number; skipped++) {
                        assertThat(skipped % 3).isEqualTo(1);
                    }
                    last = number;
                }
                assertThat(last).isGreaterThanOrEqualTo(count - 2);
            }
        } while (!blanking.isDone());

        assertThat(blanking.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(all()).hasSize(count - (count + 1) / 3).doesNotContain("r1", "r4");
    }

    @Test
    void blanksUpToAPositionOnly() {
        append(1, "a", T0);
        long upTo = append(1, "b", T0);
        append(2, "c", T0);
        append(1, "d", T0 + 2 * HOUR);

        journal.blank((key, at, timeMs) -> key == 1 && at <= upTo, BlankProgress.NONE);

        assertThat(all()).containsExactly("c", "d");
        journal.blank((key, at, timeMs) -> key == 1, BlankProgress.NONE);
        assertThat(all()).containsExactly("c");
    }

    @Test
    void goesOnInTimeAndPositionAfterItsLastRecordWasBlanked() {
        long blanked = append(1, "a", T0 + 5_000);
        journal.blank((key, at, timeMs) -> key == 1, BlankProgress.NONE);
        journal.close();
        journal = open(dir);

        long next = append(2, "b", T0);

        assertThat(next).isGreaterThan(blanked);
        try (JournalCursor cursor = journal.cursor(blanked)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.position()).isEqualTo(next);
            assertThat(cursor.timeMs()).isEqualTo(T0 + 5_000);
        }
    }

    @Test
    void tellsHowFarACursorIsAlsoOverBlanks() {
        append(1, "a", T0);
        long second = append(2, "b", T0);
        long third = append(1, "c", T0 + 3 * HOUR);
        journal.blank((key, at, timeMs) -> key == 1, BlankProgress.NONE);

        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            assertThat(cursor.reached()).isLessThan(second);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.reached()).isEqualTo(second);
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.reached()).isEqualTo(third);
        }
        try (JournalCursor cursor = journal.cursor(third + 1)) {
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.reached()).isEqualTo(third);
        }
    }

    @Test
    void blanksRecordsOfAnySizeAndNothingTwice() {
        byte[] large = new byte[journal.maxRecordBytes()];
        Arrays.fill(large, (byte) 'x');
        journal.append(1, large, 0, large.length, T0);
        journal.append(1, large, 0, 0, T0);
        journal.append(1, large, 0, 1, T0);
        append("whole", T0);
        List<Long> blanked = new ArrayList<>();
        BlankProgress counts = (position, read, due) -> blanked.add(due);

        journal.blank((key, at, timeMs) -> key == 1, counts);
        journal.blank((key, at, timeMs) -> key == 1, counts);

        assertThat(blanked).containsExactly(3L, 0L);
        assertThat(all()).containsExactly("whole");
        journal.close();
        assertThat(holdsText("xxxx")).isFalse();
    }

    @Test
    void blanksNothingWithoutAKeyAndNothingInAnEmptyJournal() {
        assertThat(journal.blank((key, at, timeMs) -> true, BlankProgress.NONE)).isTrue();
        append(PartitionKey.NONE, "of nobody", T0);
        assertThat(journal.blank((key, at, timeMs) -> true, BlankProgress.NONE)).isTrue();
        assertThat(all()).containsExactly("of nobody");
    }

    @Test
    void stopsBlankingWhenToldToAndEndsItLater() {
        for (int i = 0; i < 30_000; i++) {
            append(i % 2, "r" + i, T0 + i);
        }
        assertThat(journal.blank((key, at, timeMs) -> key == 1, (position, read, due) -> read < 10_000))
                .isFalse();
        assertThat(all()).hasSizeGreaterThan(15_000);

        assertThat(journal.blank((key, at, timeMs) -> key == 1, BlankProgress.NONE))
                .isTrue();
        assertThat(all()).hasSize(15_000);
    }

    @Test
    void isReadAndWrittenWhileItIsBlanked() throws Exception {
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            append(i % 3, "r" + i, T0 + i);
        }
        CompletableFuture<Boolean> blanking =
                CompletableFuture.supplyAsync(() -> journal.blank((key, at, timeMs) -> key == 1, BlankProgress.NONE));
        do {
            try (JournalCursor cursor = journal.cursor(Journal.START)) {
                int last = -1;
                while (cursor.next()) {
                    int number = Integer.parseInt(text(cursor).substring(1));
                    assertThat(number).isGreaterThan(last);
                    for (int skipped = last + 1; skipped < number; skipped++) {
                        assertThat(skipped % 3).isEqualTo(1);
                    }
                    last = number;
                }
            }
            append(count % 3, "r" + count, T0 + count);
            count++;
        } while (!blanking.isDone());

        assertThat(blanking.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(all()).doesNotContain("r1", "r4").contains("r0", "r2", "r3");
    }
}
