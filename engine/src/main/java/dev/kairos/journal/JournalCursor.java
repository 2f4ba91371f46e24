package dev.kairos.journal;

/** Reads a journal from one place onwards; at the end it waits to be asked again. For one thread at a time. */
public interface JournalCursor extends AutoCloseable {

    /**
     * Moves to the next record, past those that were blanked.
     *
     * @return false when there is none yet
     * @throws JournalException when the journal is closed or damaged here; if damaged, each further call throws as well,
     *     so that nothing is passed over by trying again
     */
    boolean next();

    /** Of the current record. */
    long position();

    /**
     * Everything up to this position is behind the cursor, be it a record, a blank or nothing. Once {@link #next()} has
     * returned false, that includes all that was appended before.
     */
    long reached();

    /** Of the current record, milliseconds since 1970. */
    long timeMs();

    /** Of the current record. */
    long partitionKey();

    /** The current record is in {@code bytes()[0, length())}, until the next call of {@link #next()}. */
    byte[] bytes();

    int length();

    @Override
    void close();
}
