package dev.kairos.journey;

import dev.kairos.journal.JournalCursor;
import dev.kairos.metrics.Metrics;
import dev.kairos.profile.Change;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreWriter;
import dev.kairos.profile.WriteResult;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of each record what it means for profiles, one after another in the order of the journal. Asks no clock and no
 * chance: the same records always give the same profiles. For one thread.
 */
final class RecordApplier {

    private static final Logger LOG = LoggerFactory.getLogger(RecordApplier.class);

    private final ProfileStore profiles;
    private final StoreWriter store;
    private final RecordCodec codec = new RecordCodec();
    private final PackSource packs;
    private final PackHistory history;
    private final Waits waits;
    private final AppliedCounts counts;

    RecordApplier(ProfileStore profiles, PackSource packs, PackHistory history, Waits waits, Metrics metrics) {
        this.profiles = profiles;
        this.store = profiles.writer();
        this.packs = packs;
        this.history = history;
        this.waits = waits;
        this.counts = new AppliedCounts(metrics);
    }

    /** Of the record applied last. */
    long position() {
        return store.position();
    }

    /** When something is due that only time brings about, in milliseconds since 1970. */
    long nextDueMs() {
        return Long.MAX_VALUE;
    }

    /** Applies the record that the cursor is at. */
    void apply(JournalCursor cursor) {
        long position = cursor.position();
        JournalRecord record = read(cursor);
        if (record instanceof JournalRecord.Changed changed) {
            change(changed.change(), position, cursor.timeMs());
        } else if (record instanceof JournalRecord.PackTurned pack) {
            turnTo(pack, position);
        } else {
            store.skip(position);
        }
        waits.publish(position);
    }

    private void change(Change change, long position, long timeMs) {
        WriteResult result = store.apply(change, position, timeMs);
        waits.note(position, result);
        if (result == WriteResult.FAILED) {
            throw new UpdateException("the profile store takes no more changes until it is opened again");
        }
        counts.changes.increment();
    }

    private JournalRecord read(JournalCursor cursor) {
        try {
            return codec.decode(cursor.bytes(), 0, cursor.length());
        } catch (UnreadableRecordException damaged) {
            counts.unreadable.increment();
            LOG.error("The record at {} of the journal is passed over: {}", cursor.position(), damaged.getMessage());
            return new JournalRecord.Blank();
        }
    }

    private void turnTo(JournalRecord.PackTurned pack, long position) {
        try {
            profiles.adopt(packs.get(pack.hash()).schema());
            history.add(position, pack);
        } catch (IOException e) {
            throw new UpdateException("cannot note which pack counts: " + e.getMessage(), e);
        }
        waits.note(position, WriteResult.UPDATED);
        store.skip(position);
    }
}
