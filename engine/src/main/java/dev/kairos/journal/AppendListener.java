package dev.kairos.journal;

/**
 * Told what became of a record that an {@link AppendQueue} took, on the appending thread: whatever takes longer than a
 * microsecond or so belongs elsewhere.
 */
public interface AppendListener {

    /** The record is in the journal, as durable as the queue was opened to make it. */
    void appended(long position);

    /**
     * The record is not known to be in the journal: it must not be acknowledged. It may be there all the same, when
     * only the disk failed to confirm it.
     */
    void failed(JournalException cause);
}
