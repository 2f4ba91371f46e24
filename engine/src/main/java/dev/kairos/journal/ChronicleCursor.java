package dev.kairos.journal;

import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/** Reads documents of a queue, each copied out whole, so that the caller never holds a mapping. */
final class ChronicleCursor implements JournalCursor {

    private static final int FIRST_BUFFER_BYTES = 4096;

    /** So many records are read one by one: quicker than another halving, which may map another part of the file. */
    private static final int SCANNED = 512;

    private final ChronicleJournal journal;
    private final ExcerptTailer tailer;
    /** Documents before this position or time are passed over. */
    private long fromPosition;

    private long fromTimeMs;
    private long position;
    private long timeMs;
    private long partitionKey;
    private byte[] bytes = new byte[FIRST_BUFFER_BYTES];
    private int length;

    private ChronicleCursor(ChronicleJournal journal, SingleChronicleQueue queue) {
        this.journal = journal;
        tailer = queue.createTailer();
        tailer.singleThreadedCheckDisabled(true);
    }

    static ChronicleCursor fromPosition(ChronicleJournal journal, SingleChronicleQueue queue, long position) {
        ChronicleCursor cursor = new ChronicleCursor(journal, queue);
        cursor.fromPosition = position;
        cursor.fromTimeMs = Long.MIN_VALUE;
        long index = ChronicleJournal.indexOf(position);
        // a position yet to come is reached from the last record that there is
        long near = Math.min(index, queue.lastIndex());
        if (near <= queue.firstIndex() || !cursor.tailer.moveToIndex(near)) {
            cursor.toStartOfCycleFrom(queue, queue.rollCycle().toCycle(Math.max(0, near)));
        }
        return cursor;
    }

    static ChronicleCursor fromTime(ChronicleJournal journal, SingleChronicleQueue queue, long timeMs) {
        ChronicleCursor cursor = new ChronicleCursor(journal, queue);
        cursor.fromPosition = Journal.START;
        cursor.fromTimeMs = timeMs;
        RollCycle roll = queue.rollCycle();
        long cycle = Math.max(0, timeMs) / roll.lengthInMillis();
        if (cycle < queue.firstCycle()) {
            cursor.tailer.toStart();
        } else if (cycle > queue.lastCycle()) {
            cursor.tailer.moveToIndex(queue.lastIndex());
        } else {
            cursor.toStartOfCycleFrom(queue, (int) cycle);
            cursor.search(roll, (int) cycle);
        }
        return cursor;
    }

    /** Of a file that is gone, the next one counts. */
    private void toStartOfCycleFrom(SingleChronicleQueue queue, int cycle) {
        for (int next = Math.max(cycle, queue.firstCycle()); next <= queue.lastCycle(); next++) {
            if (tailer.moveToCycle(next)) {
                return;
            }
        }
        tailer.toStart();
    }

    /** Narrows down to few documents by halving; those before the time are then passed over one by one. */
    private void search(RollCycle roll, int cycle) {
        if (tailer.cycle() != cycle) {
            return;
        }
        long low = 0;
        long high = tailer.excerptsInCycle(cycle) - 1;
        while (high - low > SCANNED) {
            long middle = (low + high + 1) >>> 1;
            if (tailer.moveToIndex(roll.toIndex(cycle, middle)) && read() && timeMs < fromTimeMs) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        tailer.moveToIndex(roll.toIndex(cycle, Math.max(0, low)));
    }

    @Override
    public boolean next() {
        journal.checkOpen();
        try {
            boolean found = read();
            while (found && (position < fromPosition || timeMs < fromTimeMs)) {
                found = read();
            }
            return found;
        } catch (RuntimeException | InternalError e) {
            journal.checkOpen();
            throw new JournalException("cannot read the journal in " + journal.dir() + ": " + e.getMessage(), e);
        }
    }

    /** The file that it stands in, if in any. */
    Optional<Path> file() {
        return Optional.ofNullable(tailer.currentFile()).map(File::toPath);
    }

    private boolean read() {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            position = ChronicleJournal.positionOf(document.index());
            take(Objects.requireNonNull(document.wire()).bytes());
            return true;
        }
    }

    private void take(Bytes<?> in) {
        if (in.readRemaining() < ChronicleJournal.HEADER_BYTES) {
            throw new JournalException("a document of " + in.readRemaining() + " bytes at " + position);
        }
        timeMs = in.readLong();
        partitionKey = in.readLong();
        length = in.readInt();
        if (length < 0 || length > in.readRemaining()) {
            throw new JournalException(
                    "a record of " + length + " bytes of which " + in.readRemaining() + " are there, at " + position);
        }
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        in.read(bytes, 0, length);
    }

    @Override
    public long position() {
        return position;
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
        tailer.close();
    }
}
