package dev.kairos.journey;

import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** What the journal says of one customer. Thread-safe. */
public final class CustomerRecords {

    /** A record with the time that it was written at. */
    public record Kept(long timeMs, JournalRecord record) {}

    private final Journal journal;

    CustomerRecords(Journal journal) {
        this.journal = journal;
    }

    /**
     * Reads the whole journal, some millions of records per second: not for event loops.
     *
     * @param customerKeys the partition keys of all the customer's ids
     * @return oldest first; without those that cannot be read
     * @throws dev.kairos.journal.JournalException when the journal is closed or damaged
     */
    public List<Kept> of(LongPredicate customerKeys) {
        List<Kept> found = new ArrayList<>();
        RecordCodec codec = new RecordCodec();
        try (JournalCursor cursor = journal.cursor(Journal.START)) {
            while (cursor.next()) {
                if (customerKeys.test(cursor.partitionKey())) {
                    add(cursor, codec, found);
                }
            }
        }
        return found;
    }

    private static void add(JournalCursor cursor, RecordCodec codec, List<Kept> found) {
        try {
            found.add(new Kept(cursor.timeMs(), codec.decode(cursor.bytes(), 0, cursor.length())));
        } catch (UnreadableRecordException damaged) {
            // The single writer has passed it over as well, and said so.
        }
    }
}
