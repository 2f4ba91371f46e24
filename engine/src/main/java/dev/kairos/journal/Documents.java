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

/**
 * Steps through the documents of a queue. A queue's own reader takes a hole in a file for its end and waits there for
 * ever; this one knows how far the journal goes, and says that there is damage. One thread at a time.
 */
final class Documents implements AutoCloseable {

    /** Sees a document while it is mapped. */
    interface Visitor {
        /** @param in stands at the document's first byte; its positions are those in the file */
        void visit(long position, Bytes<?> in);
    }

    private final ChronicleJournal journal;
    private final SingleChronicleQueue queue;
    private final RollCycle roll;
    private final ExcerptTailer tailer;
    /** Index of the last document seen, or of the one before the next; -1 at the start. */
    private long reached = -1;

    Documents(ChronicleJournal journal, SingleChronicleQueue queue) {
        this.journal = journal;
        this.queue = queue;
        roll = queue.rollCycle();
        tailer = queue.createTailer();
        tailer.singleThreadedCheckDisabled(true);
    }

    SingleChronicleQueue queue() {
        return queue;
    }

    void toStart() {
        tailer.toStart();
        reached = -1;
    }

    /** Everything up to this position is behind it. */
    long reached() {
        return ChronicleJournal.positionOf(reached);
    }

    /** @return false when there is no such document, and the place is undefined */
    boolean toIndex(long index) {
        reached = index - 1;
        return tailer.moveToIndex(index);
    }

    /** Before the first document of this cycle; of a file that is gone, the next one counts. */
    void toCycle(int cycle) {
        for (int next = Math.max(cycle, queue.firstCycle()); next <= queue.lastCycle(); next++) {
            if (tailer.moveToCycle(next)) {
                reached = -1;
                return;
            }
        }
        toStart();
    }

    int cycle() {
        return tailer.cycle();
    }

    long documentsIn(int cycle) {
        return tailer.excerptsInCycle(cycle);
    }

    /** The file that it stands in, if in any. */
    Optional<Path> file() {
        return Optional.ofNullable(tailer.currentFile()).map(File::toPath);
    }

    /**
     * Shows the next document.
     *
     * @return false when there is none yet
     * @throws JournalException at a hole, unless those are skipped
     */
    boolean next(Visitor visitor) {
        if (show(visitor)) {
            return true;
        }
        long last = ChronicleJournal.indexOf(journal.lastPosition());
        // once more, since it may have been appended in between
        return reached < last && (show(visitor) || overcome(last, visitor));
    }

    private boolean show(Visitor visitor) {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            reached = document.index();
            visitor.visit(
                    ChronicleJournal.positionOf(reached),
                    Objects.requireNonNull(document.wire()).bytes());
            return true;
        }
    }

    /** Either a file without the mark at its end, which a killed process leaves, or a hole. */
    private boolean overcome(long last, Visitor visitor) {
        long hole = reached + 1;
        int cycle = roll.toCycle(Math.max(0, hole));
        boolean isAtEndOfFile = hole > 0 && cycle < roll.toCycle(last) && isLastOf(cycle, reached);
        if (!isAtEndOfFile) {
            journal.skipOrRefuse(ChronicleJournal.positionOf(hole), "nothing can be read on from here");
        }
        return skipTo(isAtEndOfFile ? last + 1 : hole + 1, last, cycle, visitor);
    }

    private boolean isLastOf(int cycle, long index) {
        return index >= 0
                && roll.toCycle(index) == cycle
                && roll.toSequenceNumber(index) + 1 >= tailer.excerptsInCycle(cycle);
    }

    /** The queue's index leads to every so-manieth document of a file; after those, there is the next file. */
    private boolean skipTo(long from, long last, int cycle, Visitor visitor) {
        int spacing = Math.max(1, queue.indexSpacing());
        // more documents than that do not fit into the file
        long lastHere = Math.min(last, roll.toIndex(cycle, fileBytes() / RecordFrame.BYTES));
        for (long index = roundUp(from, spacing); index <= lastHere; index += spacing) {
            if (isReached(index) && show(visitor)) {
                return true;
            }
        }
        if (roll.toCycle(last) > cycle) {
            toCycle(cycle + 1);
            return show(visitor);
        }
        return false;
    }

    /** The size of the file that it stands in. */
    long fileBytes() {
        return file().map(path -> path.toFile().length()).orElse(0L);
    }

    private boolean isReached(long index) {
        try {
            return tailer.moveToIndex(index);
        } catch (RuntimeException beyondTheHole) {
            return false;
        }
    }

    private static long roundUp(long value, int step) {
        return (value + step - 1) / step * step;
    }

    @Override
    public void close() {
        tailer.close();
    }
}
