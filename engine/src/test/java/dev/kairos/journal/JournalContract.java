package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every journal must do. */
@Timeout(60)
abstract class JournalContract {

    static final long T0 = 1_700_000_000_000L;
    static final long HOUR = 3_600_000;

    @TempDir
    Path dir;

    Journal journal;

    /** Opens the journal under test, with hourly files. */
    abstract Journal open(Path folder);

    @BeforeEach
    void openJournal() {
        journal = open(dir);
    }

    @AfterEach
    void closeJournal() {
        journal.close();
    }

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
    void deletesFilesByAge() {
        hourly(10);

        assertThat(journal.retain(T0 + 4 * HOUR, Long.MAX_VALUE)).isEqualTo(4);

        assertThat(all()).containsExactly("h4", "h5", "h6", "h7", "h8", "h9");
        assertThat(firstAt(T0)).isEqualTo(4);
        try (JournalCursor cursor = journal.cursorAt(T0 + 6 * HOUR)) {
            assertThat(cursor.next()).isTrue();
            assertThat(text(cursor)).isEqualTo("h6");
        }
        append("more", T0 + 12 * HOUR);
        journal.close();
        journal = open(dir);
        assertThat(all()).containsExactly("h4", "h5", "h6", "h7", "h8", "h9", "more");
    }

    @Test
    void deletesFilesBySizeButNeverTheLiveOne() {
        hourly(5);

        assertThat(journal.retain(0, 0)).isEqualTo(4);
        assertThat(journal.retain(Long.MAX_VALUE, 0)).isZero();

        assertThat(all()).containsExactly("h4");
        append("h4b", T0 + 4 * HOUR);
        assertThat(all()).containsExactly("h4", "h4b");
    }

    @Test
    void keepsFilesFromAPositionOn() {
        long[] positions = hourly(6);

        assertThat(journal.retain(Long.MAX_VALUE, 0, positions[2])).isEqualTo(2);
        assertThat(journal.retain(Long.MAX_VALUE, 0, Journal.START)).isZero();
        assertThat(all()).containsExactly("h2", "h3", "h4", "h5");

        assertThat(journal.retain(Long.MAX_VALUE, 0, positions[5] + 1)).isEqualTo(3);
        assertThat(all()).containsExactly("h5");
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
    void retainsNothingOfAnEmptyJournal() {
        assertThat(journal.retain(Long.MAX_VALUE, 0)).isZero();
    }

    @Test
    void readsOnAfterFilesAreDeletedBelowACursor() {
        hourly(10);
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            assertThat(cursor.next()).isTrue();

            journal.retain(T0 + 6 * HOUR, Long.MAX_VALUE);

            assertThat(texts(cursor)).endsWith("h6", "h7", "h8", "h9").doesNotHaveDuplicates();
            append("more", T0 + 10 * HOUR);
            assertThat(texts(cursor)).containsExactly("more");
        }
    }

    @Test
    void readsFromAPositionThatWasDeleted() {
        long[] positions = hourly(6);
        journal.retain(T0 + 3 * HOUR, Long.MAX_VALUE);

        try (JournalCursor cursor = journal.cursor(positions[1])) {
            assertThat(texts(cursor)).containsExactly("h3", "h4", "h5");
        }
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

    final long append(String text, long timeMs) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return journal.append(text.hashCode(), bytes, 0, bytes.length, timeMs);
    }

    final long append(long key, String text, long timeMs) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return journal.append(key, bytes, 0, bytes.length, timeMs);
    }

    /** Looks into every byte of every file. */
    final boolean holdsText(String text) {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(file -> read(file).contains(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final List<String> all() {
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            return texts(cursor);
        }
    }

    static List<String> texts(JournalCursor cursor) {
        List<String> texts = new ArrayList<>();
        while (cursor.next()) {
            texts.add(text(cursor));
        }
        return texts;
    }

    private long[] hourly(int hours) {
        long[] positions = new long[hours];
        for (int i = 0; i < hours; i++) {
            positions[i] = append("h" + i, T0 + i * HOUR);
        }
        return positions;
    }

    private int firstAt(long timeMs) {
        try (JournalCursor cursor = journal.cursorAt(timeMs)) {
            return cursor.next() ? Integer.parseInt(text(cursor).substring(1)) : -1;
        }
    }

    private static int firstOf(List<Long> times, long sought) {
        for (int i = 0; i < times.size(); i++) {
            if (times.get(i) >= sought) {
                return i;
            }
        }
        return -1;
    }

    private static String text(JournalCursor cursor) {
        return new String(cursor.bytes(), 0, cursor.length(), StandardCharsets.UTF_8);
    }
}
