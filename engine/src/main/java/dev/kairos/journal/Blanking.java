package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.RollCycle;
import org.agrona.collections.LongArrayList;

/**
 * One pass over a journal that overwrites records with zeros where they lie. File by file: find them, mark them as
 * blank, have the disk confirm, overwrite them, have the disk confirm. So there is no instant at which a crash, of the
 * process or of the machine, leaves a record half overwritten and not marked; and a record that is marked and not yet
 * overwritten is found again by the next pass, whichever keys that one is for. Readers and the appender go on meanwhile.
 *
 * <p>It writes through the file and not through mapped memory: on Linux both are the same page cache, and bounds are
 * checked.
 */
final class Blanking {

    private static final int STEP_RECORDS = 8_192;

    private final Documents documents;
    private final RollCycle roll;
    private final RecordSelector which;
    private final BlankProgress progress;
    /** Where the records lie in the file, and how long they are with their frames, in turns. */
    private final LongArrayList found = new LongArrayList();

    private final ByteBuffer mark = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    private Path file = Path.of("");
    private int cycle = -1;
    private long position;
    private long records;
    private long nextStep = STEP_RECORDS;
    private long blanked;

    Blanking(Documents documents, RecordSelector which, BlankProgress progress) {
        this.documents = documents;
        this.which = which;
        this.progress = progress;
        roll = documents.queue().rollCycle();
    }

    /** @return false when it was told to stop */
    boolean pass(long upToPosition) throws IOException {
        documents.toStart();
        Documents.Visitor look = this::look;
        while (position < upToPosition && documents.next(look)) {
            if (records >= nextStep) {
                nextStep = records + STEP_RECORDS;
                if (!progress.goesOn(position, records, blanked)) {
                    return false;
                }
            }
        }
        blankFound();
        return progress.goesOn(position, records, blanked);
    }

    private void look(long at, Bytes<?> in) {
        int cycleHere = roll.toCycle(ChronicleJournal.indexOf(at));
        if (cycleHere != cycle) {
            finishFile();
            cycle = cycleHere;
            file = documents.file().orElseThrow();
        }
        position = at;
        long end = in.readPosition() + in.readRemaining();
        long start = in.readPosition();
        while (end - start >= RecordFrame.BYTES) {
            long size = RecordFrame.size(in.readInt(start + RecordFrame.LENGTH_AT), end - start);
            records++;
            if (isDue(in, start, size)) {
                found.addLong(start);
                found.addLong(size);
                blanked++;
            }
            start += size;
        }
    }

    private boolean isDue(Bytes<?> in, long start, long size) {
        if (in.readInt(start + RecordFrame.CHECKSUM_AT) == RecordFrame.BLANK) {
            return !isZero(in, start + RecordFrame.KEY_AT, start + size);
        }
        long key = in.readLong(start + RecordFrame.KEY_AT);
        return key != PartitionKey.NONE && which.selects(key, position, in.readLong(start + RecordFrame.TIME_AT));
    }

    private static boolean isZero(Bytes<?> in, long from, long to) {
        for (long at = from; at < to; at++) {
            if (in.readByte(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private void finishFile() {
        try {
            blankFound();
        } catch (IOException e) {
            throw new JournalException("cannot blank records in " + file + ": " + e.getMessage(), e);
        }
    }

    private void blankFound() throws IOException {
        if (found.isEmpty()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < found.size(); i += 2) {
                mark.putInt(0, RecordFrame.BLANK).rewind();
                writeFully(channel, mark, found.getLong(i) + RecordFrame.CHECKSUM_AT);
            }
            channel.force(false);
            for (int i = 0; i < found.size(); i += 2) {
                Zeros.write(channel, found.getLong(i) + RecordFrame.KEY_AT, found.getLong(i) + found.getLong(i + 1));
            }
            channel.force(false);
        } catch (NoSuchFileException deletedMeanwhile) {
            // by retention, and the records with it
        }
        found.clear();
    }

    private static void writeFully(FileChannel channel, ByteBuffer from, long at) throws IOException {
        long offset = at;
        while (from.hasRemaining()) {
            offset += channel.write(from, offset);
        }
    }
}
