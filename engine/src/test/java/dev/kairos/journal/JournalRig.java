package dev.kairos.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a folder, for the suites that say what every journal must do. */
@Timeout(60)
abstract class JournalRig {

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

    final long append(String text, long timeMs) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return journal.append(text.hashCode(), bytes, 0, bytes.length, timeMs);
    }

    final long append(long key, String text, long timeMs) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return journal.append(key, bytes, 0, bytes.length, timeMs);
    }

    /** Appends texts as one batch, each with its hash for a key. */
    final long appendBatch(long timeMs, String... texts) {
        RecordBatch batch = new RecordBatch(journal.maxRecordBytes());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (!batch.add(text.hashCode(), bytes, 0, bytes.length)) {
                throw new IllegalStateException("no room for " + text);
            }
        }
        return journal.append(batch, timeMs);
    }

    final long[] hourly(int hours) {
        long[] positions = new long[hours];
        for (int i = 0; i < hours; i++) {
            positions[i] = append("h" + i, T0 + i * HOUR);
        }
        return positions;
    }

    final List<String> all() {
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            return texts(cursor);
        }
    }

    final int firstAt(long timeMs) {
        try (JournalCursor cursor = journal.cursorAt(timeMs)) {
            return cursor.next() ? Integer.parseInt(text(cursor).substring(1)) : -1;
        }
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

    static List<String> texts(JournalCursor cursor) {
        List<String> texts = new ArrayList<>();
        while (cursor.next()) {
            texts.add(text(cursor));
        }
        return texts;
    }

    static String text(JournalCursor cursor) {
        return new String(cursor.bytes(), 0, cursor.length(), StandardCharsets.UTF_8);
    }
}
