package dev.kairos.profile;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the entries of a transaction into the map, in this order: kept in the redo slot, applied, mark set. Refuses what
 * might not fit before it touches anything: Chronicle Map frees an entry's old place before it knows that there is a new
 * one, so a growth that fails half-way would leave the old record to be overwritten. The writer's thread only.
 */
final class EntryWriter {

    private static final Logger LOG = LoggerFactory.getLogger(EntryWriter.class);

    private final ProfileMap map;
    private final RedoSlot redo;
    private final StoreMark mark;
    private final Dictionary dictionary;
    private final long capacity;
    private final StoreState next = new StoreState();
    private final EntryHash hash = new EntryHash();
    private volatile long size;
    /** Set by a snapshot while it is under way. */
    private volatile @Nullable PreImages tap;

    /** Set by an audit while it is under way; changed and read within the gate. */
    private @Nullable Audit audit;

    private volatile boolean broken;

    EntryWriter(ProfileMap map, RedoSlot redo, StoreMark mark, Dictionary dictionary, long capacity) {
        this.map = map;
        this.redo = redo;
        this.mark = mark;
        this.dictionary = dictionary;
        this.capacity = capacity;
        this.size = map.size();
    }

    long size() {
        return size;
    }

    /** How far the store has got. */
    StoreState state() {
        return mark.state();
    }

    void tap(@Nullable PreImages snapshot) {
        tap = snapshot;
    }

    void audit(@Nullable Audit underWay) {
        audit = underWay;
    }

    /** Takes no more changes, and the store is recovered and checked before it is used again. Any thread. */
    void giveUp() {
        broken = true;
    }

    void skipTo(long position) {
        mark.skipTo(position);
    }

    /**
     * Null when written, else why nothing was.
     *
     * @param stamp the position that the entries get
     * @param position what the mark says afterwards: the same, or the one before while there is more of this record
     */
    @Nullable
    WriteResult write(Transaction transaction, long stamp, long position, long timeMs) {
        if (broken) {
            return WriteResult.FAILED;
        }
        int changed = transaction.settle(stamp);
        WriteResult refused = refusal(transaction);
        if (refused != null) {
            return refused;
        }
        next.set(mark.state());
        next.position = position;
        next.timeMs = timeMs;
        if (changed == 0) {
            mark.set(next);
            return null;
        }
        next.sequence++;
        next.words = dictionary.size();
        count(transaction);
        return writeKept(transaction);
    }

    /** Puts back what a killed process was writing. */
    void redo() {
        RedoSlot.Kept kept = redo.kept();
        if (kept != null && kept.state().sequence >= mark.state().sequence) {
            kept.entries().forEach(this::apply);
            if (kept.state().sequence > mark.state().sequence) {
                mark.set(kept.state());
            }
        }
        size = map.size();
    }

    private @Nullable WriteResult refusal(Transaction transaction) {
        int growth = transaction.growth();
        if (growth > 0 && size + growth > capacity) {
            return WriteResult.STORE_FULL;
        }
        int needy = transaction.inNeedOfRoom();
        if (needy > 0 && map.tiersLeft() < needy) {
            return WriteResult.STORE_FULL;
        }
        return RedoSlot.fits(transaction) ? null : WriteResult.TOO_LARGE;
    }

    private void count(Transaction transaction) {
        for (int i = 0; i < transaction.size(); i++) {
            Touched entry = transaction.get(i);
            if (entry.changed() && entry.existed()) {
                hash.of(entry.key, entry.before);
                next.subtract(hash);
                if (audit != null) {
                    audit.taken(entry.key, hash);
                }
            }
            if (entry.changed() && entry.exists()) {
                hash.of(entry.key, entry.after);
                next.add(hash);
                if (audit != null) {
                    audit.put(entry.key, hash);
                }
            }
        }
    }

    private @Nullable WriteResult writeKept(Transaction transaction) {
        handOver(transaction);
        redo.keep(transaction, next);
        boolean removed = false;
        try {
            for (int i = 0; i < transaction.size(); i++) {
                removed |= apply(transaction.get(i));
            }
        } catch (RuntimeException | InternalError e) {
            // InternalError: the disk was full when a page of the mapped file was first written.
            broken = true;
            redo.keepBefore(transaction, mark.state());
            LOG.error(
                    "The profile store takes no more changes: a write failed. Mend the cause and start again, "
                            + "which recovers the store; no acknowledged change is lost",
                    e);
            return WriteResult.FAILED;
        }
        mark.set(next);
        size = next.entries;
        if (removed) {
            redo.wipe();
        }
        return null;
    }

    /** Before anything is changed: a snapshot that comes by an entry later sees by its position that it has it. */
    private void handOver(Transaction transaction) {
        PreImages snapshot = tap;
        if (snapshot != null) {
            for (int i = 0; i < transaction.size(); i++) {
                if (transaction.get(i).changed()) {
                    snapshot.before(transaction.get(i));
                }
            }
        }
    }

    /** Whether the store must be recovered before it is written to again. */
    boolean isBroken() {
        return broken;
    }

    /** Whether it was a removal. */
    private boolean apply(Touched entry) {
        if (!entry.changed()) {
            return false;
        }
        if (entry.exists()) {
            map.put(entry.key, entry.after);
            return false;
        }
        map.remove(entry.key);
        return true;
    }

    private void apply(Entry entry) {
        Raw key = new Raw(entry.key().length);
        key.set(entry.key(), 0, entry.key().length);
        byte[] bytes = entry.record();
        if (bytes == null) {
            map.remove(key);
        } else {
            Raw record = new Raw(bytes.length);
            record.set(bytes, 0, bytes.length);
            map.put(key, record);
        }
    }
}
