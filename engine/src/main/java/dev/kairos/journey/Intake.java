package dev.kairos.journey;

import dev.kairos.journal.AppendListener;
import dev.kairos.journal.AppendQueue;
import dev.kairos.profile.Change;
import dev.kairos.profile.Identity;
import dev.kairos.profile.WriteResult;
import dev.kairos.touchpoint.PartitionKey;
import dev.kairos.touchpoint.Touchpoint;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way of everything that changes a profile into the journal. For any thread, never blocks: what there is no room
 * for is refused at once. Those who handed something in are told on the thread that appends or that applies, or at once
 * on their own when nothing was taken: being told should be quick.
 */
public final class Intake {

    private final AppendQueue queue;
    private final Waits waits;
    private final ThreadLocal<RecordCodec> codecs = ThreadLocal.withInitial(RecordCodec::new);
    private volatile boolean closed;

    Intake(AppendQueue queue, Waits waits) {
        this.queue = queue;
        this.waits = waits;
    }

    /** What customers did or met, in the order in which it is to be applied. */
    public void touchpoints(List<Touchpoint> touchpoints, Wait wait, Consumer<Receipt> done) {
        submit(touchpoints, RecordCodec::encode, Touchpoint::partitionKey, wait, all -> done.accept(receipt(all)));
    }

    /**
     * Changes of profiles.
     *
     * @param done takes how each ended, in their order; {@link WriteResult#ACCEPTED} for what is in the journal and was
     *     not waited for any longer
     */
    public void changes(List<Change> changes, Wait wait, Consumer<WriteResult[]> done) {
        submit(changes, RecordCodec::encode, RecordCodec::partitionKey, wait, all -> done.accept(results(all, wait)));
    }

    /** Changes of profiles that are waited for until they are applied. */
    public void applied(List<Change> changes, Consumer<WriteResult[]> done) {
        changes(changes, Wait.APPLIED, done);
    }

    /** Undoes that two identities are one person, and waits until that is applied. */
    public void split(Identity one, Identity other, Consumer<WriteResult> done) {
        submit(
                List.of(new JournalRecord.Split(one, other)),
                RecordCodec::encode,
                split -> PartitionKey.of(split.one().kind(), split.one().id()),
                Wait.APPLIED,
                all -> done.accept(results(all, Wait.APPLIED)[0]));
    }

    /** From here on touchpoints meet another pack, whose copy must be kept already; waits until that is applied. */
    void turnTo(JournalRecord.PackTurned pack, Consumer<WriteResult> done) {
        submit(
                List.of(pack),
                RecordCodec::encode,
                any -> 0,
                Wait.APPLIED,
                all -> done.accept(results(all, Wait.APPLIED)[0]));
    }

    /** Time has passed and something is due. */
    void tick() {
        queue.submit(0, codecs.get().encodeTick(), new Submitted(1, null, any -> {}).listener(0));
    }

    /** Takes nothing more. */
    void close() {
        closed = true;
    }

    private <T> void submit(
            List<T> records,
            BiFunction<RecordCodec, T, byte[]> encoding,
            ToLongFunction<T> partition,
            Wait wait,
            Submitted.End end) {
        Submitted all = new Submitted(records.size(), wait == Wait.APPLIED ? waits : null, end);
        if (records.isEmpty()) {
            end.of(all);
            return;
        }
        RecordCodec codec = codecs.get();
        WriteResult refused = null;
        for (int i = 0; i < records.size(); i++) {
            T record = records.get(i);
            // Nothing overtakes what was refused for lack of room.
            if (refused == null || refused == WriteResult.TOO_LARGE) {
                byte[] bytes = encoding.apply(codec, record);
                refused = submit(partition.applyAsLong(record), bytes, all.listener(i));
            }
            if (refused != null) {
                all.refused(i, refused);
            }
        }
    }

    private @Nullable WriteResult submit(long partition, byte[] record, AppendListener listener) {
        if (closed) {
            return WriteResult.CLOSED;
        }
        try {
            if (queue.submit(partition, record, listener)) {
                return null;
            }
        } catch (IllegalArgumentException tooLong) {
            return WriteResult.TOO_LARGE;
        }
        return queue.failure() == null ? WriteResult.BUSY : WriteResult.FAILED;
    }

    private WriteResult[] results(Submitted all, Wait wait) {
        WriteResult[] results = new WriteResult[all.count()];
        for (int i = 0; i < results.length; i++) {
            WriteResult refusal = all.refusal(i);
            if (refusal != null) {
                results[i] = refusal;
            } else {
                results[i] = wait == Wait.NONE ? WriteResult.ACCEPTED : waits.resultOf(all.position(i));
            }
        }
        return results;
    }

    private static Receipt receipt(Submitted all) {
        for (int i = 0; i < all.count(); i++) {
            WriteResult refusal = all.refusal(i);
            if (refusal != null) {
                return switch (refusal) {
                    case BUSY -> Receipt.BUSY;
                    case CLOSED -> Receipt.CLOSED;
                    case TOO_LARGE -> Receipt.TOO_LARGE;
                    default -> Receipt.FAILED;
                };
            }
        }
        return Receipt.TAKEN;
    }
}
