package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every journal must do: order, positions and times, kept over reopenings. */
abstract class JournalContract extends JournalRig {

    @Test
    void isEmptyAtFirst() {
        try (JournalCursor first = journal.cursor(Journal.START);
                JournalCursor byTime = journal.cursorAt(T0)) {
            assertThat(first.next()).isFalse();
            assertThat(byTime.next()).isFalse();
            append("a", T0);
            assertThat(texts(first)).containsExactly("a");
            assertThat(texts(byTime)).containsExactly("a");
        }
    }

    @Test
    void keepsOrderKeyTimeAndBytes() {
        byte[] padded = "xxhelloyy".getBytes(StandardCharsets.UTF_8);
        long first = journal.append(7, padded, 2, 5, T0);
        long second = journal.append(-1, padded, 0, 0, T0 + 5);

        assertThat(second).isGreaterThan(first).isGreaterThan(Journal.START);
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.position()).isEqualTo(first);
            assertThat(cursor.partitionKey()).isEqualTo(7);
            assertThat(cursor.timeMs()).isEqualTo(T0);
            assertThat(text(cursor)).isEqualTo("hello");
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.position()).isEqualTo(second);
            assertThat(cursor.partitionKey()).isEqualTo(-1);
            assertThat(cursor.length()).isZero();
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void neverLetsTimeGoBack() {
        append("a", T0 + 1000);
        append("b", T0);
        journal.close();
        journal = open(dir);
        append("c", T0 - HOUR);

        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            for (String expected : List.of("a", "b", "c")) {
                assertThat(cursor.next()).isTrue();
                assertThat(text(cursor)).isEqualTo(expected);
                assertThat(cursor.timeMs()).isEqualTo(T0 + 1000);
            }
        }
    }

    @Test
    void readsOnFromAnyPosition() {
        long[] positions = new long[500];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = append("r" + i, T0 + i * (HOUR / 100));
        }

        for (int i = 0; i < positions.length; i += 7) {
            try (JournalCursor cursor = journal.cursor(positions[i])) {
                assertThat(cursor.next()).isTrue();
                assertThat(text(cursor)).isEqualTo("r" + i);
                assertThat(texts(cursor)).hasSize(positions.length - i - 1);
            }
        }
    }

    @Test
    void waitsForAPositionYetToCome() {
        append("a", T0);
        long last = append("b", T0);

        try (JournalCursor cursor = journal.cursor(last + 1)) {
            assertThat(cursor.next()).isFalse();
            append("c", T0);
            append("d", T0 + 3 * HOUR);
            assertThat(texts(cursor)).containsExactly("c", "d");
            append("e", T0 + 5 * HOUR);
            assertThat(texts(cursor)).containsExactly("e");
        }
    }

    @Test
    void findsTheFirstRecordOfATime() {
        Random random = new Random(3);
        List<Long> times = new ArrayList<>();
        long time = T0;
        for (int i = 0; i < 2000; i++) {
            time += random.nextInt(10) == 0 ? random.nextInt((int) HOUR / 2) : random.nextInt(3);
            times.add(time);
            append("r" + i, time);
        }

        for (int run = 0; run < 300; run++) {
            long sought = T0 - HOUR + random.nextLong(time - T0 + 2 * HOUR);
            assertThat(firstAt(sought)).isEqualTo(firstOf(times, sought));
            long exact = times.get(random.nextInt(times.size()));
            assertThat(firstAt(exact)).isEqualTo(firstOf(times, exact));
        }
    }

    @Test
    void findsTheFirstRecordOfATimeInALargeFile() {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            times.add(T0 + i / 7 * 3);
            append("r" + i, times.get(i));
        }

        Random random = new Random(4);
        for (int run = 0; run < 100; run++) {
            long sought = T0 - 10 + random.nextInt(40_000 / 7 * 3 + 20);
            assertThat(firstAt(sought)).isEqualTo(firstOf(times, sought));
        }
    }

    @Test
    void waitsForATimeYetToCome() {
        append("a", T0);

        try (JournalCursor cursor = journal.cursorAt(T0 + HOUR)) {
            assertThat(cursor.next()).isFalse();
            append("b", T0 + 1);
            assertThat(cursor.next()).isFalse();
            append("c", T0 + 2 * HOUR);
            assertThat(texts(cursor)).containsExactly("c");
        }
    }

    @Test
    void keepsAllOverAReopening() {
        long first = append("a", T0);
        append("b", T0 + 2 * HOUR);
        journal.close();
        journal = open(dir);
        long third = append("c", T0 + 2 * HOUR + 1);

        assertThat(third).isGreaterThan(first);
        assertThat(all()).containsExactly("a", "b", "c");
    }

    @Test
    void takesARecordOfTheGreatestSizeAndRefusesOneByteMore() {
        byte[] bytes = new byte[journal.maxRecordBytes() + 1];
        new Random(1).nextBytes(bytes);
        append("before", T0);
        for (int i = 0; i < 20; i++) {
            journal.append(0, bytes, 0, bytes.length - 1, T0);
        }

        assertThatThrownBy(() -> journal.append(0, bytes, 0, bytes.length, T0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record of " + bytes.length + " bytes; this journal takes at most "
                        + journal.maxRecordBytes());
        append("after", T0);
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            assertThat(cursor.next()).isTrue();
            for (int i = 0; i < 20; i++) {
                assertThat(cursor.next()).isTrue();
                assertThat(Arrays.equals(cursor.bytes(), 0, cursor.length(), bytes, 0, journal.maxRecordBytes()))
                        .isTrue();
            }
            assertThat(texts(cursor)).containsExactly("after");
        }
    }

    @Test
    void refusesARangeOutsideTheBytes() {
        assertThatThrownBy(() -> journal.append(0, new byte[3], 2, 2, T0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> journal.append(0, new byte[3], 0, -1, T0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        append("a", T0);
        assertThat(all()).containsExactly("a");
    }

    @Test
    void knowsItsFirstAndLastPosition() {
        assertThat(journal.firstPosition()).isEqualTo(Journal.START);
        assertThat(journal.lastPosition()).isEqualTo(Journal.START);
        long[] positions = hourly(4);
        assertThat(journal.firstPosition()).isGreaterThan(Journal.START).isLessThanOrEqualTo(positions[0]);
        assertThat(journal.lastPosition()).isEqualTo(positions[3]);

        journal.retain(T0 + 2 * HOUR, Long.MAX_VALUE);
        assertThat(journal.firstPosition()).isGreaterThan(positions[1]).isLessThanOrEqualTo(positions[2]);

        journal.close();
        journal = open(dir);
        assertThat(journal.firstPosition()).isGreaterThan(positions[1]).isLessThanOrEqualTo(positions[2]);
        assertThat(journal.lastPosition()).isEqualTo(positions[3]);
    }

    @Test
    void givesPositionsAfterTheStartFromTheFirstMomentOfTime() {
        assertThat(append("a", 0)).isGreaterThan(Journal.START);
        assertThat(append("b", -1)).isGreaterThan(Journal.START + 1);
        assertThat(all()).containsExactly("a", "b");
    }

    @Test
    void flushesOverFilesAndOftenAndWithNothingToFlush() {
        journal.flush();
        hourly(3);
        journal.flush();
        journal.flush();
        append("a", T0 + 5 * HOUR);
        journal.retain(Long.MAX_VALUE, 0);
        journal.flush();
        journal.close();
        journal = open(dir);
        journal.flush();
        assertThat(all()).containsExactly("a");
    }

    @Test
    void isReadWhileItIsWritten() throws Exception {
        int count = 50_000;
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            try (JournalCursor cursor = journal.cursor(Journal.START)) {
                int read = 0;
                while (read < count) {
                    if (cursor.next()) {
                        assertThat(text(cursor)).isEqualTo("r" + read);
                        read++;
                    } else {
                        Thread.onSpinWait();
                    }
                }
                return read;
            }
        });
        for (int i = 0; i < count; i++) {
            append("r" + i, T0 + i * 500L);
        }

        assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(count);
    }

    @Test
    void keepsBatchesAmongSingleRecords() {
        append("a", T0);
        long batch = appendBatch(T0 + 5, "b", "", "ccc", "dddd", "eeeee");
        long after = append("f", T0);
        appendBatch(T0 + 3 * HOUR, "g");
        journal.close();
        journal = open(dir);
        long last = appendBatch(T0 + 3 * HOUR, "h", "i");

        assertThat(all()).containsExactly("a", "b", "", "ccc", "dddd", "eeeee", "f", "g", "h", "i");
        assertThat(journal.lastPosition()).isEqualTo(last);
        try (JournalCursor cursor = journal.cursor(batch)) {
            for (String text : List.of("b", "", "ccc", "dddd", "eeeee")) {
                assertThat(cursor.next()).isTrue();
                assertThat(text(cursor)).isEqualTo(text);
                assertThat(cursor.position()).isEqualTo(batch);
                assertThat(cursor.timeMs()).isEqualTo(T0 + 5);
                assertThat(cursor.partitionKey()).isEqualTo(text.hashCode());
                assertThat(cursor.reached()).isEqualTo(text.equals("eeeee") ? batch : batch - 1);
            }
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.position()).isEqualTo(after);
            assertThat(cursor.timeMs()).isEqualTo(T0 + 5);
            assertThat(texts(cursor)).containsExactly("g", "h", "i");
            assertThat(cursor.reached()).isEqualTo(last);
        }
        try (JournalCursor cursor = journal.cursor(batch + 1)) {
            assertThat(texts(cursor)).startsWith("f");
        }
    }

    @Test
    void takesABatchOfTheGreatestSizeAndRefusesOneByteMore() {
        int most = journal.maxRecordBytes();
        byte[] bytes = new byte[most];
        new Random(2).nextBytes(bytes);
        RecordBatch batch = new RecordBatch(most + 1);
        for (int run = 0; run < 20; run++) {
            batch.clear();
            assertThat(batch.add(1, bytes, 0, most / 2 & -4)).isTrue();
            assertThat(batch.add(2, bytes, 0, most)).isFalse();
            assertThat(batch.add(2, bytes, 0, (most / 2 & -4) - 48)).isTrue();
            assertThat(batch.records()).isEqualTo(2);
            journal.append(batch, T0);
        }
        batch.clear();
        assertThatThrownBy(() -> journal.append(batch, T0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(batch.add(1, bytes, 0, most - 23)).isTrue();
        assertThatThrownBy(() -> journal.append(batch, T0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this journal takes at most " + most);

        append("after", T0);
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            for (int i = 0; i < 40; i++) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.partitionKey()).isEqualTo(1 + i % 2);
                assertThat(Arrays.equals(cursor.bytes(), 0, cursor.length(), bytes, 0, cursor.length()))
                        .isTrue();
            }
            assertThat(texts(cursor)).containsExactly("after");
        }
    }

    @Test
    void findsTheFirstRecordOfATimeAmongBatches() {
        Random random = new Random(6);
        List<Long> times = new ArrayList<>();
        long time = T0;
        while (times.size() < 40_000) {
            time += random.nextInt(20) == 0 ? random.nextInt((int) HOUR / 2) : random.nextInt(3);
            String[] texts = new String[1 + random.nextInt(200)];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = "r" + times.size();
                times.add(time);
            }
            appendBatch(time, texts);
        }

        for (int run = 0; run < 200; run++) {
            long sought = T0 - HOUR + random.nextLong(time - T0 + 2 * HOUR);
            assertThat(firstAt(sought)).isEqualTo(firstOf(times, sought));
            long exact = times.get(random.nextInt(times.size()));
            assertThat(firstAt(exact)).isEqualTo(firstOf(times, exact));
        }
    }

    @Test
    void readsBatchesWhileTheyAreWritten() throws Exception {
        int count = 60_000;
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            try (JournalCursor cursor = journal.cursor(Journal.START)) {
                int read = 0;
                while (read < count) {
                    if (cursor.next()) {
                        assertThat(text(cursor)).isEqualTo("r" + read);
                        read++;
                    } else {
                        Thread.onSpinWait();
                    }
                }
                return read;
            }
        });
        String[] texts = new String[30];
        for (int i = 0; i < count; i += texts.length) {
            for (int k = 0; k < texts.length; k++) {
                texts[k] = "r" + (i + k);
            }
            appendBatch(T0 + i * 500L, texts);
        }

        assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(count);
    }

    @Test
    void refusesASecondOpening() {
        assertThatThrownBy(() -> open(dir))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("in use by another process");
    }

    @Test
    void saysThatItIsClosed() {
        append("a", T0);
        JournalCursor cursor = journal.cursor(Journal.START);
        journal.close();
        journal.close();

        assertThatThrownBy(() -> append("b", T0))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(cursor::next).isInstanceOf(JournalException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> journal.cursor(0)).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> journal.retain(0, 0)).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> journal.blank((key, at, timeMs) -> true, BlankProgress.NONE))
                .isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> journal.flush()).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> journal.firstPosition()).isInstanceOf(JournalException.class);
        assertThatCode(cursor::close).doesNotThrowAnyException();
    }

    private static int firstOf(List<Long> times, long sought) {
        for (int i = 0; i < times.size(); i++) {
            if (times.get(i) >= sought) {
                return i;
            }
        }
        return -1;
    }
}
