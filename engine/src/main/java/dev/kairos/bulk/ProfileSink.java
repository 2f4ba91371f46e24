package dev.kairos.bulk;

import dev.kairos.profile.Change;
import dev.kairos.profile.WriteResult;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Where loaded profiles go: a store in this process, or a server. */
@FunctionalInterface
public interface ProfileSink {

    /**
     * Takes a batch. Called by one thread; may block until there is room.
     *
     * @param done takes how each change ended, in their order, once, on any thread
     */
    void write(List<Change> batch, Consumer<List<Outcome>> done);

    /** How one change ended. */
    enum Status {
        CREATED,
        UPDATED,
        REJECTED,
        /** Not now: it will be offered again. */
        LATER,
        /** Not this one and none after it. */
        OVER
    }

    /** @param reason for the person who loads; empty when all is well */
    record Outcome(Status status, String reason) {

        private static final Outcome CREATED = new Outcome(Status.CREATED, "");
        private static final Outcome UPDATED = new Outcome(Status.UPDATED, "");

        static Outcome of(WriteResult result) {
            return switch (result) {
                case CREATED -> CREATED;
                case UPDATED, ERASED, ACCEPTED -> UPDATED;
                case BUSY -> new Outcome(Status.LATER, result.message());
                case CLOSED, FAILED -> new Outcome(Status.OVER, result.message());
                default -> new Outcome(Status.REJECTED, result.message());
            };
        }
    }

    /** A journal in this process. */
    static ProfileSink into(BiConsumer<List<Change>, Consumer<WriteResult[]>> changes) {
        return (batch, done) -> changes.accept(batch, results -> {
            Outcome[] outcomes = new Outcome[results.length];
            for (int i = 0; i < results.length; i++) {
                outcomes[i] = Outcome.of(results[i]);
            }
            done.accept(List.of(outcomes));
        });
    }
}
