package dev.kairos.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.RollCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the end of a journal before it is opened, unless that was closed in order. What a killed process left
 * unfinished is cut off: it was never acknowledged. Records that are known to have been there and are not, are a reason to
 * stop, unless the machine went down meanwhile or damage is to be skipped: then they become blanks, so that no position is
 * given twice.
 */
final class TailCheck {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path dir;
    private final JournalState state;
    private final JournalOptions options;
    private final QueueFolder.Newest newest;
    private final RollCycle roll;

    TailCheck(Path dir, JournalState state, JournalOptions options, QueueFolder folder) {
        this.dir = dir;
        this.state = state;
        this.options = options;
        newest = folder.newest();
        roll = folder.roll();
    }

    /** @throws JournalException when records are missing */
    void run() throws IOException {
        Path file = newest.file();
        if (state.isClean(Files.size(file))) {
            return;
        }
        FileWalk walk = FileWalk.of(file, null);
        long known = ChronicleJournal.indexOf(state.lastPosition());
        // of this file
        long wanted = roll.toCycle(Math.max(0, known)) == newest.cycle() ? roll.toSequenceNumber(known) + 1 : 0;
        boolean begun = QueueFolder.isBegun(file);
        if (wanted == 0 && !begun) {
            LOG.warn("{} was only just begun; it is begun again", file);
            Files.delete(file);
        } else if (walk.isCutShort() || walk.documents() < wanted && walk.isSilentAfterEnd()) {
            if (walk.soundDocuments() < wanted) {
                acceptLoss(walk.soundDocuments(), wanted);
            }
            new Salvage(dir, options, roll, newest).run(walk.soundDocuments(), Math.max(wanted, walk.documents()));
        } else if (walk.documents() >= wanted) {
            blankUnsound(file, walk, wanted);
            cutOff(file, walk);
        }
        // else a hole: what lies behind it can still be read
    }

    private void cutOff(Path file, FileWalk walk) throws IOException {
        if (walk.isSilentAfterEnd()) {
            return;
        }
        long end = walk.end();
        LOG.warn("{} ends in an unfinished record, which is cut off at byte {}", file, end);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Zeros.write(channel, end, channel.size());
            channel.force(false);
        }
    }

    /** At the very end, where a crash of the machine has kept one page and not another. */
    private void blankUnsound(Path file, FileWalk walk, long wanted) throws IOException {
        long sound = walk.soundDocuments();
        if (sound == walk.documents()) {
            return;
        }
        if (sound < wanted) {
            acceptLoss(sound, wanted);
        }
        LOG.warn("{} ends in {} records that were not written whole; they are blanked", file, walk.documents() - sound);
        RecordFrame frame = new RecordFrame();
        ByteBuffer blank = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            FileWalk.of(file, (sequence, at, record) -> {
                int unsoundAt =
                        sequence < sound || record.limit() < RecordFrame.BYTES ? -1 : frame.firstUnsound(record);
                if (unsoundAt >= 0) {
                    // with all that follows in its batch, where no record can be told from another any more
                    int rest = record.limit() - unsoundAt - RecordFrame.BYTES;
                    channel.write(blank.putInt(0, rest).rewind(), at + unsoundAt + RecordFrame.LENGTH_AT);
                    channel.write(
                            blank.putInt(0, RecordFrame.BLANK).rewind(), at + unsoundAt + RecordFrame.CHECKSUM_AT);
                }
            });
            channel.force(false);
        }
    }

    private void acceptLoss(long sound, long wanted) {
        long first = ChronicleJournal.positionOf(roll.toIndex(newest.cycle(), sound));
        String loss = "the " + (wanted - sound) + " records from position " + first + " to " + state.lastPosition()
                + " are missing at the end of " + newest.file();
        if (options.onDamage() == JournalOptions.OnDamage.REFUSE && state.isSameBoot()) {
            throw new JournalException(loss
                    + ": is it cut short? Restore it from a copy, or set onDamage: skip to go on" + " without them");
        }
        LOG.error("Going on without what is lost: {}", loss);
    }
}
