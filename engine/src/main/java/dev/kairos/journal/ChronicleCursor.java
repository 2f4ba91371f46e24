package dev.kairos.journal;

import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.jspecify.annotations.Nullable;

/** Reads records, each copied out whole and checked, so that the caller never holds a mapping. */
final class ChronicleCursor implements JournalCursor {

    private static final int FIRST_BUFFER_BYTES = 4096;

    /** So much is read record by record: quicker than another halving, which may map another part of the file. */
    private static final long SCANNED_BYTES = 128 << 10;

    private final ChronicleJournal journal;
    private final Documents documents;
    private final RecordFrame frame = new RecordFrame();
    private final Documents.Visitor take = this::take;
    private final Documents.Visitor takeTime =
            (at, in) -> timeMs = in.readLong(in.readPosition() + RecordFrame.TIME_AT);
    /** Documents before this position or time are passed over. */
    private long fromPosition;

    private long fromTimeMs;
    private long position;
    private long timeMs;
    private long partitionKey;
    private byte[] bytes = new byte[FIRST_BUFFER_BYTES];
    private int length;
    private boolean isRecord;
    /** What is still to come of a batch. */
    private final BatchCopy batch = new BatchCopy();

    private @Nullable JournalException damage;

    private ChronicleCursor(ChronicleJournal journal, SingleChronicleQueue queue) {
        this.journal = journal;
        documents = new Documents(journal, queue);
    }

    static ChronicleCursor fromPosition(ChronicleJournal journal, SingleChronicleQueue queue, long position) {
        ChronicleCursor cursor = new ChronicleCursor(journal, queue);
        cursor.fromPosition = position;
        cursor.fromTimeMs = Long.MIN_VALUE;
        // a position yet to come is reached from the last record that there is
        long near = ChronicleJournal.indexOf(Math.min(position, journal.lastPosition()));
        if (near <= queue.firstIndex() || !cursor.documents.toIndex(near)) {
            cursor.documents.toCycle(queue.rollCycle().toCycle(Math.max(0, near)));
        }
        return cursor;
    }

    static ChronicleCursor fromTime(ChronicleJournal journal, SingleChronicleQueue queue, long timeMs) {
        ChronicleCursor cursor = new ChronicleCursor(journal, queue);
        cursor.fromPosition = Journal.START;
        cursor.fromTimeMs = timeMs;
        long cycle = Math.max(0, timeMs) / queue.rollCycle().lengthInMillis();
        if (cycle < queue.firstCycle()) {
            cursor.documents.toStart();
        } else if (cycle > queue.lastCycle()) {
            cursor.documents.toIndex(ChronicleJournal.indexOf(journal.lastPosition()));
        } else {
            cursor.documents.toCycle((int) cycle);
            cursor.search(queue.rollCycle(), (int) cycle);
        }
        return cursor;
    }

    /** Narrows down to few documents by halving; those before the time are then passed over one by one. */
    private void search(RollCycle roll, int cycle) {
        if (documents.cycle() != cycle) {
            return;
        }
        long low = 0;
        long high = documents.documentsIn(cycle) - 1;
        long scanned = SCANNED_BYTES * (high + 1) / Math.max(SCANNED_BYTES, documents.fileBytes());
        while (high - low > scanned) {
            long middle = (low + high + 1) >>> 1;
            if (documents.toIndex(roll.toIndex(cycle, middle)) && documents.next(takeTime) && timeMs < fromTimeMs) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        documents.toIndex(roll.toIndex(cycle, Math.max(0, low)));
    }

    @Override
    public boolean next() {
        journal.checkOpen();
        if (damage != null) {
            throw damage;
        }
        try {
            while (takeNextOfBatch() || documents.next(take)) {
                if (isRecord && position >= fromPosition && timeMs >= fromTimeMs) {
                    return true;
                }
            }
            return false;
        } catch (JournalException e) {
            damage = e;
            throw e;
        } catch (RuntimeException | InternalError e) {
            journal.checkOpen();
            throw new JournalException("cannot read the journal in " + journal.dir() + ": " + e.getMessage(), e);
        }
    }

    private boolean takeNextOfBatch() {
        if (batch.isEmpty()) {
            return false;
        }
        timeMs = batch.timeMs();
        partitionKey = batch.partitionKey();
        length = batch.length();
        makeRoom();
        batch.take(bytes);
        isRecord = true;
        return true;
    }

    private void take(long at, Bytes<?> in) {
        position = at;
        isRecord = false;
        if (in.readRemaining() < RecordFrame.BYTES) {
            journal.skipOrRefuse(at, "a document of " + in.readRemaining() + " bytes is no record");
        } else if (RecordFrame.size(in.readInt(in.readPosition()), in.readRemaining()) == in.readRemaining()) {
            takeOne(at, in);
        } else {
            timeMs = in.readLong(in.readPosition() + RecordFrame.TIME_AT);
            if (position >= fromPosition && !batch.copy(in)) {
                journal.skipOrRefuse(at, "a record of a batch does not match its checksum");
            }
        }
    }

    private void takeOne(long at, Bytes<?> in) {
        long start = in.readPosition();
        length = in.readInt();
        int checksum = in.readInt();
        timeMs = in.readLong();
        partitionKey = in.readLong();
        if (checksum == RecordFrame.BLANK || position < fromPosition) {
            return;
        }
        isRecord = isCopied(in) && frame.checksum(timeMs, partitionKey, bytes, 0, length) == checksum;
        if (!isRecord && in.readVolatileInt(start + RecordFrame.CHECKSUM_AT) != RecordFrame.BLANK) {
            journal.skipOrRefuse(at, "the record does not match its checksum");
        }
    }

    private boolean isCopied(Bytes<?> in) {
        if (length < 0 || length > in.readRemaining()) {
            return false;
        }
        makeRoom();
        in.read(bytes, 0, length);
        return true;
    }

    private void makeRoom() {
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long reached() {
        return batch.isEmpty() ? documents.reached() : documents.reached() - 1;
    }

    @Override
    public long timeMs() {
        return timeMs;
    }

    @Override
    public long partitionKey() {
        return partitionKey;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void close() {
        documents.close();
    }
}
