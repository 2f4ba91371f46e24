package dev.kairos.journey;

import dev.kairos.journal.AppendListener;
import dev.kairos.journal.JournalException;
import dev.kairos.profile.WriteResult;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Records of one sender on their way into the journal, and on to the profiles when the sender waits for that. */
final class Submitted {

    /** In place of the position of a record that is not in the journal. */
    static final long NOWHERE = -1;

    /** Told once, when nothing more is waited for, on the thread that knew it last. */
    @FunctionalInterface
    interface End {
        void of(Submitted submitted);
    }

    private final long[] positions;
    private final @Nullable WriteResult[] refusals;
    private final AtomicInteger pending;
    private final @Nullable Waits waits;
    private final End end;

    /** @param waits null when the journal is enough */
    Submitted(int count, @Nullable Waits waits, End end) {
        this.positions = new long[count];
        this.refusals = new WriteResult[count];
        this.pending = new AtomicInteger(count);
        this.waits = waits;
        this.end = end;
    }

    /** For one who waits for a record of others. */
    Submitted(long position, Runnable whenApplied) {
        this(1, null, any -> whenApplied.run());
        positions[0] = position;
    }

    /** Told what becomes of one of them. */
    AppendListener listener(int index) {
        return new AppendListener() {
            @Override
            public void appended(long position) {
                positions[index] = position;
                settle();
            }

            @Override
            public void failed(JournalException cause) {
                refused(index, WriteResult.FAILED);
            }
        };
    }

    /** One of them is not in the journal and will not be. */
    void refused(int index, WriteResult why) {
        positions[index] = NOWHERE;
        refusals[index] = why;
        settle();
    }

    private void settle() {
        if (pending.decrementAndGet() == 0) {
            inJournal();
        }
    }

    private void inJournal() {
        if (waits == null || lastPosition() == NOWHERE) {
            end.of(this);
        } else {
            waits.add(this);
        }
    }

    /** By {@link Waits}, once all are applied. */
    void applied() {
        end.of(this);
    }

    /** The highest of them, {@link #NOWHERE} when none was appended. */
    long lastPosition() {
        long last = NOWHERE;
        for (long position : positions) {
            last = Math.max(last, position);
        }
        return last;
    }

    int count() {
        return positions.length;
    }

    /** {@link #NOWHERE} when it is not in the journal. */
    long position(int index) {
        return positions[index];
    }

    /** Why it is not in the journal, or null when it is. */
    @Nullable
    WriteResult refusal(int index) {
        return refusals[index];
    }
}
