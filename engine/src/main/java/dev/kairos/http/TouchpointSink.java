package dev.kairos.http;

import dev.kairos.touchpoint.Touchpoint;
import java.util.List;
import java.util.function.Consumer;

/** Where touchpoints go that were sent: a journal, before anything else. Any thread; must not wait. */
@FunctionalInterface
public interface TouchpointSink {

    /** What became of touchpoints that were handed over: of all of them, or they are to be sent again. */
    enum Receipt {
        /** They are in the journal, and applied when that was asked for. */
        TAKEN,
        /** Too many are waiting to be written. */
        BUSY,
        /** It is not yet, or no longer, open. */
        CLOSED,
        /** They could not be written; the log says why. */
        FAILED
    }

    /**
     * @param touchpoints in the order in which they are to be applied; at least one
     * @param applied whether to wait until a decision that starts then sees them
     * @param done told once, on any thread
     */
    void take(List<Touchpoint> touchpoints, boolean applied, Consumer<Receipt> done);
}
