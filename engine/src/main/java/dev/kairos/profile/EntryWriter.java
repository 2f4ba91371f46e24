package dev.kairos.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the entries of a change into the map, kept in the redo slot first. Refuses what might not fit before it touches
 * anything: Chronicle Map frees an entry's old place before it knows that there is a new one, so a growth that fails
 * half-way would leave the old record to be overwritten. The writer's thread only.
 */
final class EntryWriter {

    private static final Logger LOG = LoggerFactory.getLogger(EntryWriter.class);

    private final ProfileMap map;
    private final RedoSlot redo;
    private final long capacity;
    private final Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
    private final Raw record = new Raw(1_024);
    private volatile long size;
    private boolean broken;

    EntryWriter(ProfileMap map, RedoSlot redo, long capacity) {
        this.map = map;
        this.redo = redo;
        this.capacity = capacity;
        this.size = map.size();
    }

    long size() {
        return size;
    }

    /** Null when written, else why nothing was. */
    @Nullable
    WriteResult write(Transaction transaction) {
        if (broken) {
            return WriteResult.FAILED;
        }
        WriteResult refused = refusal(transaction);
        if (refused == null) {
            List<Entry> after = transaction.after();
            if (!fitsRedo(after) || !fitsRedo(transaction.before())) {
                return WriteResult.TOO_LARGE;
            }
            refused = writeKept(transaction, after);
        }
        return refused;
    }

    /** Puts back what a killed process was writing. */
    void redo() {
        List<Entry> kept = redo.kept();
        kept.forEach(this::apply);
        size = map.size();
    }

    private @Nullable WriteResult refusal(Transaction transaction) {
        int growth = transaction.growth();
        if (growth > 0 && size + growth > capacity) {
            return WriteResult.STORE_FULL;
        }
        int needy = transaction.inNeedOfRoom();
        return needy > 0 && map.tiersLeft() < needy ? WriteResult.STORE_FULL : null;
    }

    private @Nullable WriteResult writeKept(Transaction transaction, List<Entry> after) {
        redo.keep(after);
        try {
            after.forEach(this::apply);
        } catch (RuntimeException | InternalError e) {
            // InternalError: the disk was full when a page of the mapped file was first written.
            broken = true;
            redo.keep(transaction.before());
            LOG.error(
                    "The profile store takes no more changes: a write failed. Mend the cause and start again, "
                            + "which recovers the store; no acknowledged change is lost",
                    e);
            return WriteResult.FAILED;
        }
        size += transaction.growth();
        return null;
    }

    /** Whether the store must be recovered before it is written to again. */
    boolean isBroken() {
        return broken;
    }

    private void apply(Entry entry) {
        key.set(entry.key(), 0, entry.key().length);
        byte[] bytes = entry.record();
        if (bytes == null) {
            map.remove(key);
        } else {
            record.set(bytes, 0, bytes.length);
            map.put(key, record);
        }
    }

    private static boolean fitsRedo(List<Entry> entries) {
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.key().length + (entry.record() == null ? 0 : entry.record().length);
        }
        return RedoSlot.fits(bytes, entries.size());
    }
}
