package dev.kairos.journal;

import java.nio.file.Path;

/**
 * A durable, ordered log with explicit positions. One thread appends; any number of others read and tail, each with a
 * cursor of its own. What was appended survives the death of the process at once, and a crash of the machine as far
 * as the operating system had written it.
 *
 * <p>Records have the time that the appender gives them, which never goes back: a time before the last record's is
 * raised to it. The journal has no clock of its own.
 *
 * <p>Every record has a checksum. What a process that was killed left unfinished is cut off when the journal is opened
 * again; whatever else cannot be read is an exception that says where, or is skipped if the options say so.
 *
 * <p>Another implementation, e.g. on Kafka: a partition for a range of partition keys, with one journal and one
 * appending producer ({@code acks=all}) each; position = offset + 1, time = the record's timestamp; {@link #flush()} =
 * the producer's; {@link #cursorAt} = {@code offsetsForTimes}; {@link #retain} = {@code deleteRecords}.
 * {@link #blank}, which a broker cannot do in place, = a key per customer kept in a compacted topic, records encrypted
 * with it, and a tombstone for the key: {@link JournalCursor#next()} passes over records whose key is gone. The contract
 * is in the test suites {@code JournalContract}, {@code JournalRetentionContract} and {@code JournalBlankingContract}.
 */
public interface Journal extends AutoCloseable {

    /** Before every record. */
    long START = 0;

    /**
     * Opens the journal in a folder, which is made when missing.
     *
     * @throws JournalException when another process has it open, or it cannot be read or made
     */
    static Journal open(Path dir, JournalOptions options) {
        return ChronicleJournal.open(dir, options);
    }

    /**
     * Appends a record. Takes under a microsecond as a rule, but can take tens of milliseconds when a file grows: not
     * for event loops.
     *
     * @param partitionKey kept with the record; records of one key stay in order should the journal ever be split
     * @param timeMs milliseconds since 1970
     * @return the record's position; positions only grow, but not by one
     * @throws IllegalArgumentException when the record is longer than {@link #maxRecordBytes()}
     * @throws JournalException when it could not be written, the disk is nearly full, or the journal is closed
     */
    long append(long partitionKey, byte[] bytes, int offset, int length, long timeMs);

    /**
     * Appends records in one go, which costs about as much as appending one: for many small ones whose positions nobody
     * needs. They have one position, and a cursor that is opened there begins with the first of them. After a kill all of
     * them are there, or none.
     *
     * @param batch not empty; sealed by this call, which changes no record
     * @param timeMs of all of them, milliseconds since 1970
     * @return the position of the records
     * @throws IllegalArgumentException when the batch is empty, or longer than {@link #maxRecordBytes()}
     * @throws JournalException as when a single record is appended; none is appended then
     */
    long append(RecordBatch batch, long timeMs);

    int maxRecordBytes();

    /** Position of the newest record, or {@link #START} when there has never been one. For any thread. */
    long lastPosition();

    /**
     * Where the oldest record that is kept may be: no record is before it. {@link #START} when there has never been one.
     * For any thread; looks at the disk.
     */
    long firstPosition();

    /**
     * Blocks until the disk has confirmed all that was appended before: from then on it outlives a crash of the machine
     * too. For any thread. Takes as long as the disk does: 0.1 ms to 30 ms.
     *
     * @throws JournalException when the disk did not confirm; what it lost is not known, and flushing again does not
     *     tell
     */
    void flush();

    /** A cursor before the first record at or after this position, or before the next one to be appended. */
    JournalCursor cursor(long position);

    /** A cursor before the first record of this time or later, or before the next one to be appended. */
    JournalCursor cursorAt(long timeMs);

    /**
     * Deletes the oldest files: those whose records are all older than a time, and then as many as needed to come
     * down to a size. The file that is written to stays, whatever its age and size. Cursors that stand in a deleted
     * file go on with the oldest record there is, at the latest when they have read their file to its end.
     *
     * @param maxBytes the size of all files on disk to come down to
     * @param keepFromPosition files with records at or after this position stay, whatever their age and size
     * @return how many files were deleted
     */
    int retain(long notBeforeMs, long maxBytes, long keepFromPosition);

    /** As the longer form, with no position to be kept. */
    default int retain(long notBeforeMs, long maxBytes) {
        return retain(notBeforeMs, maxBytes, Long.MAX_VALUE);
    }

    /**
     * Overwrites records with zeros where they lie, for good: record and partition key are gone from the disk, the
     * position stays, and cursors pass over it. Readers and the appender may go on meanwhile; a reader that has a record
     * already keeps its copy. To be repeated after a stop or a crash in the middle; what was begun is then finished.
     * Reads the whole journal, some millions of records per second. For any thread but the appender's.
     *
     * @param which records go, of those that are there when it is called; never asked about {@link PartitionKey#NONE}
     * @return false when {@code progress} stopped it
     * @throws JournalException when the journal is damaged or the disk does not confirm: some may be left
     */
    boolean blank(RecordSelector which, BlankProgress progress);

    /** Closes the journal and its cursors. Does nothing the second time. */
    @Override
    void close();
}
