package dev.kairos.journey;

import dev.kairos.journal.JournalCursor;
import dev.kairos.pack.Pack;
import dev.kairos.profile.Change;
import dev.kairos.profile.FacetDraft;
import dev.kairos.profile.Identity;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreWriter;
import dev.kairos.profile.Timer;
import dev.kairos.profile.Update;
import dev.kairos.profile.WriteResult;
import dev.kairos.touchpoint.Properties;
import dev.kairos.touchpoint.Touchpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of each record what it means for profiles, one after another in the order of the journal. Asks no clock and no
 * chance: the same records always give the same profiles. What is due up to the time of a record is done before it, each
 * wake-up as a transaction of its own that leaves the store's position where it is: a process that is killed in between
 * goes on with the wake-ups that are left. For one thread.
 */
final class RecordApplier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordApplier.class);

    private final ProfileStore profiles;
    private final StoreWriter store;
    private final UpdateMemory memory;
    private final Waits waits;
    private final AppliedCounts counts;
    private final RecordCodec codec = new RecordCodec();
    private final TouchpointApplier touchpoints;
    private @Nullable Director director;

    RecordApplier(ProfileStore profiles, UpdateMemory memory, Waits waits, AppliedCounts counts) {
        this.profiles = profiles;
        this.store = profiles.writer();
        this.memory = memory;
        this.waits = waits;
        this.counts = counts;
        this.touchpoints = new TouchpointApplier(memory.dedupe(), counts);
        String hash = memory.history().at(position());
        if (hash != null) {
            turnTo(memory.packs().get(hash));
        }
    }

    /** Of the record applied last. */
    long position() {
        return store.position();
    }

    /** Whether something is due that only time brings about. */
    boolean isAnythingDue(long nowMs) {
        return store.timers().nextDueMs() <= nowMs && store.timers().firstDue(nowMs) != null;
    }

    /** Applies the record that the cursor is at, and what is due before it. */
    void apply(JournalCursor cursor) {
        long position = cursor.position();
        long timeMs = cursor.timeMs();
        memory.dedupe().at(position);
        wakeUp(position, timeMs);
        JournalRecord record = read(cursor);
        if (record instanceof JournalRecord.Touch touch) {
            touch(touch.touchpoint(), position, timeMs);
        } else if (record instanceof JournalRecord.Changed changed) {
            change(changed.change(), position, timeMs);
        } else if (record instanceof JournalRecord.Split split) {
            split(split, position, timeMs);
        } else {
            if (record instanceof JournalRecord.PackTurned pack) {
                memory.note(position, pack);
                turnTo(memory.packs().get(pack.hash()));
                waits.note(position, WriteResult.UPDATED);
            }
            store.skip(position);
            counts.others.increment();
        }
        waits.publish(position);
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

    private void touch(Touchpoint touchpoint, long position, long timeMs) {
        Director now = director;
        if (now == null || touchpoints.isRepeated(touchpoint, position, timeMs)) {
            counts.repeated.increment();
            store.skip(position);
            return;
        }
        Update update = store.update(position, timeMs);
        Causation actions = memory.causation(Cause.ofRecord(position));
        touchpoints.apply(touchpoint, position, timeMs, update, now, actions);
        WriteResult result = settled(update.commit());
        counts.touchpoint(result);
    }

    private void change(Change change, long position, long timeMs) {
        waits.note(position, settled(store.apply(change, position, timeMs)));
        counts.changes.increment();
    }

    private void split(JournalRecord.Split split, long position, long timeMs) {
        Update update = store.update(position, timeMs);
        boolean were = update.split(split.one(), split.other(), timeMs);
        WriteResult result = settled(update.commit());
        waits.note(position, were ? result : WriteResult.NOT_FOUND);
        counts.others.increment();
    }

    private void wakeUp(long position, long timeMs) {
        for (Timer due = store.timers().firstDue(timeMs);
                due != null;
                due = store.timers().firstDue(timeMs)) {
            wakeUp(due, position);
            counts.timers.increment();
        }
    }

    private void wakeUp(Timer due, long position) {
        Update update = store.wakeUp(due, position);
        Director now = director;
        if (now != null && due.key().kind() != Kind.HOUSEHOLD && due.key().kind() != Kind.COMPANY) {
            boolean user = due.key().kind() == Kind.PERSON;
            String id = due.key().id();
            Identity who = user ? Identity.user(id) : Identity.anonymous(id);
            FacetDraft facet = update.person(user ? id : null, user ? null : id, due.dueMs(), "time");
            Scene scene = new Scene(who, "", "", Properties.NONE, due.dueMs(), due.dueMs());
            String cause = due.key().kind() + " " + id;
            now.playTime(
                    scene, update, facet, update.past(), memory.causation(new Cause(position, due.dueMs(), cause)));
        }
        WriteResult result = settled(update.commit());
        if (!result.done()) {
            // It would be the first that is due again, for ever.
            throw new UpdateException("a wake-up cannot be taken out of the profile store: " + result.message());
        }
    }

    private static WriteResult settled(WriteResult result) {
        if (result == WriteResult.FAILED) {
            throw new UpdateException("the profile store takes no more changes until it is opened again");
        }
        return result;
    }

    private void turnTo(Pack pack) {
        Director before = director;
        Director next = new Director(pack, profiles, profiles.adopt(pack.schema()), counts);
        store.setCompletion(next.completion());
        director = next;
        if (before != null) {
            before.close();
        }
        memory.packs().counts(pack.hash());
    }

    @Override
    public void close() {
        if (director != null) {
            director.close();
        }
    }
}
