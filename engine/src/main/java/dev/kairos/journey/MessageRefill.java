package dev.kairos.journey;

import dev.kairos.journal.Journal;
import dev.kairos.journal.JournalCursor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has it known again, from the journal, which messages came before. */
final class MessageRefill {

    private static final Logger LOG = LoggerFactory.getLogger(MessageRefill.class);

    private MessageRefill() {}

    /** Makes it go with what the store has applied; does nothing when it does already. */
    static void run(Dedupe dedupe, Journal journal, long position) {
        if (dedupe.goesWith(position)) {
            return;
        }
        dedupe.clear();
        if (position > Journal.START) {
            long read = read(dedupe, journal, position);
            LOG.info("Read {} records again to know which messages came before", read);
        }
        dedupe.at(position);
    }

    private static long read(Dedupe dedupe, Journal journal, long position) {
        RecordCodec codec = new RecordCodec();
        long read = 0;
        try (JournalCursor cursor = journal.cursorAt(dedupe.refillFromMs(timeOf(journal, position)))) {
            while (cursor.next() && cursor.position() <= position) {
                read++;
                remember(dedupe, codec, cursor);
            }
        }
        return read;
    }

    private static void remember(Dedupe dedupe, RecordCodec codec, JournalCursor cursor) {
        try {
            if (codec.decode(cursor.bytes(), 0, cursor.length()) instanceof JournalRecord.Touch touch) {
                TouchpointApplier.remember(touch.touchpoint(), cursor.position(), cursor.timeMs(), dedupe);
            }
        } catch (UnreadableRecordException passedOver) {
            LOG.debug("The record at {} is passed over", cursor.position());
        }
    }

    /** Of that record, or if it was erased of the next one. */
    private static long timeOf(Journal journal, long position) {
        try (JournalCursor cursor = journal.cursor(position)) {
            return cursor.next() ? cursor.timeMs() : Long.MAX_VALUE / 2;
        }
    }
}
