package dev.kairos.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How every journal lets go of its oldest files. */
abstract class JournalRetentionContract extends JournalRig {

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
}
