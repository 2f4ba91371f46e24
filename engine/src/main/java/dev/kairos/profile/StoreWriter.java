package dev.kairos.profile;

import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies records of the journal to the store, one after the other. It has no thread of its own: one thread, always the
 * same, calls it. Each call is one transaction that also moves the position on, so that a killed process goes on with the
 * very record that it had not applied whole.
 */
public final class StoreWriter {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    private static final long RETRY_MS = TimeUnit.HOURS.toMillis(1);

    private final Update update;
    private final ChangeMaker maker;
    private final EntryWriter entries;
    private final Supplier<ProfileLayout> layout;
    private final Timers timers;
    private final WakeUps wakeUps;
    private final WriteCounts counts;
    private final RecordGate gate = new RecordGate();
    /** Whether some of the record is written and some is not. */
    private boolean midway;

    private ErasureListener onErasing = (keys, at, timeMs) -> {};
    private volatile Completion completion = Completion.NONE;
    private volatile long position;

    StoreWriter(Update update, EntryWriter entries, Timers timers, Supplier<ProfileLayout> layout, WriteCounts counts) {
        this.update = update;
        this.maker = new ChangeMaker(update);
        this.entries = entries;
        this.layout = layout;
        this.timers = timers;
        this.wakeUps = new WakeUps(timers);
        this.counts = counts;
        this.position = entries.state().position;
    }

    /** Of the last record that is applied, 0 for none. Any thread. */
    public long position() {
        return position;
    }

    /** The time of the last record that was not skipped, in ms since 1970; 0 for none. The writer's thread. */
    public long timeMs() {
        return entries.state().timeMs;
    }

    /**
     * Makes the change. Also a refused change is applied in that the position is its own afterwards; only
     * {@link WriteResult#FAILED} leaves all as it was, and then nothing can be written until the store is opened again.
     *
     * @param at the position of its record, above {@link #position()}
     * @param timeMs the time of its record
     * @throws IllegalArgumentException if the position is not above the last one
     */
    public WriteResult apply(Change change, long at, long timeMs) {
        requireAbove(at);
        timers.abandoned();
        ProfileLayout now = layout.get();
        update.start(now, completion, timeMs, null);
        return applied(() -> make(change, now, at, timeMs), at, timeMs, true);
    }

    private WriteResult make(Change change, ProfileLayout now, long at, long timeMs) {
        WriteResult result = maker.make(change, now, timeMs);
        if (change instanceof Change.Erase) {
            Set<ProfileKey> keys = new LinkedHashSet<>(Set.of(change.key()));
            maker.erased().forEach(identity -> keys.add(identity.key()));
            onErasing.erasing(keys, at, timeMs);
        }
        return result;
    }

    /** From now on this is told of every profile that is erased. */
    public void setOnErasing(ErasureListener listener) {
        onErasing = listener;
    }

    /** The identities that the last change erased: the one named and those that were linked to it. */
    public List<Identity> erased() {
        return List.copyOf(maker.erased());
    }

    /** Begins what a record of the journal does to profiles, all of it; see {@link #update(long, long, boolean)}. */
    public Update update(long at, long timeMs) {
        return update(at, timeMs, true);
    }

    /**
     * Begins an update. One at a time: it counts from its {@link Update#commit} on, and ends with that or with
     * {@link Update#abandon} before anything else is applied.
     *
     * @param at the position of its record, above {@link #position()}
     * @param timeMs the time of its record
     * @param whole whether that is all of the record; else there is more to come, and a process killed in between goes on
     *     with the same record again
     * @throws IllegalArgumentException if the position is not above the last one
     */
    public Update update(long at, long timeMs, boolean whole) {
        requireAbove(at);
        timers.abandoned();
        update.start(layout.get(), completion, timeMs, new Update.End() {

            @Override
            public WriteResult commit() {
                return applied(update::finish, at, timeMs, whole);
            }

            @Override
            public void abandon() {
                timers.abandoned();
            }
        });
        return update;
    }

    /**
     * Begins what a wake-up does, before the record at a position does what it does. With its commit the wake-up is gone,
     * also when what it does is refused; the store's position stays where it is.
     *
     * @param due as of {@link Timers#firstDue}
     */
    public Update wakeUp(Timer due, long at) {
        requireAbove(at);
        timers.abandoned();
        update.start(layout.get(), completion, due.dueMs(), new Update.End() {

            @Override
            public WriteResult commit() {
                return woken(due, at);
            }

            @Override
            public void abandon() {
                timers.abandoned();
            }
        });
        return update;
    }

    private WriteResult woken(Timer due, long at) {
        WriteResult result = write(() -> withoutWakeUp(update.finish(), due), at, due.dueMs(), false);
        if (!result.done() && result != WriteResult.FAILED) {
            LOG.warn("A wake-up could not be followed, and is tried again in an hour: {}", result.message());
            result = write(() -> putOff(due), at, due.dueMs(), false);
        }
        if (!result.done() && result != WriteResult.FAILED) {
            LOG.warn("A wake-up could not be put off, and is dropped: {}", result.message());
            begin();
            result = write(() -> withoutWakeUp(WriteResult.UPDATED, due), at, due.dueMs(), false);
        }
        return result;
    }

    /** By then there may be room. One that is no longer called for by then changes nothing. */
    private WriteResult putOff(Timer due) {
        begin();
        timers.remove(due.dueMs(), due.key());
        timers.add(due.dueMs() + RETRY_MS, due.key());
        return WriteResult.UPDATED;
    }

    /** It goes by itself where the profile's due time has changed, which is nearly always. */
    private WriteResult withoutWakeUp(WriteResult result, Timer due) {
        if (result.done()) {
            wakeUps.follow(update.transaction());
            timers.remove(due.dueMs(), due.key());
        }
        return result;
    }

    /** From now on journeys are worked out like this: to be told with every pack, before what it applies to. */
    public void setCompletion(Completion now) {
        completion = now;
    }

    private WriteResult applied(Supplier<WriteResult> change, long at, long timeMs, boolean whole) {
        WriteResult result = write(change, at, timeMs, whole);
        if (!result.done() && result != WriteResult.FAILED && whole) {
            skip(at);
        }
        counts.add(result);
        return result;
    }

    /**
     * Moves the position over a record that changes no profile; costs some 20 ns.
     *
     * @throws IllegalArgumentException if the position is not above the last one
     */
    public void skip(long at) {
        requireAbove(at);
        enter();
        entries.skipTo(at);
        position = at;
        leave(true);
    }

    /** What the store's entries come to now, kept up with every change. The writer's thread, or while it does nothing. */
    public Digest digest() {
        return entries.state().digest();
    }

    /** The wake-ups; what is added and removed is in the store with the next {@link #commit}. */
    public Timers timers() {
        return timers;
    }

    /** Starts a transaction of the record at a position above the last one. */
    Transaction begin() {
        timers.abandoned();
        update.transaction().start();
        return update.transaction();
    }

    /**
     * Writes the transaction under way.
     *
     * @param at the position of the record that it belongs to
     * @param whole whether that is all of the record; else there is more to come, and a process killed in between goes on
     *     with the same record again
     * @return null when written, else why nothing was
     */
    @Nullable
    WriteResult commit(long at, long timeMs, boolean whole) {
        requireAbove(at);
        enter();
        WriteResult refused = entries.write(update.transaction(), at, whole ? at : position, timeMs);
        if (refused != null) {
            timers.abandoned();
            leave(!midway);
            return refused;
        }
        timers.committed();
        if (whole) {
            position = at;
        }
        leave(whole);
        return null;
    }

    /** What a snapshot begins through. */
    RecordGate gate() {
        return gate;
    }

    private void enter() {
        if (!midway) {
            gate.enter();
        }
    }

    private void leave(boolean whole) {
        midway = !whole;
        if (whole) {
            gate.leave();
        }
    }

    private WriteResult write(Supplier<WriteResult> change, long at, long timeMs, boolean whole) {
        try {
            WriteResult result = change.get();
            if (!result.done()) {
                timers.abandoned();
                return result;
            }
            if (whole) {
                wakeUps.follow(update.transaction());
            }
            WriteResult refused = commit(at, timeMs, whole);
            return refused == null ? result : refused;
        } catch (UncheckedIOException e) {
            LOG.error("The profile store cannot be written: mend the cause and start again", e);
            return WriteResult.FAILED;
        } catch (RuntimeException e) {
            LOG.error("A profile change could not be worked out", e);
            return WriteResult.INVALID;
        }
    }

    private void requireAbove(long at) {
        if (at <= position) {
            throw new IllegalArgumentException("the record at " + at + " comes after the one at " + position);
        }
    }
}
