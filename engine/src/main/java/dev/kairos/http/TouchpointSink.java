package dev.kairos.http;

import dev.kairos.journey.Receipt;
import dev.kairos.journey.Wait;
import dev.kairos.touchpoint.Touchpoint;
import java.util.List;
import java.util.function.Consumer;

/** Where touchpoints go that were sent: {@link dev.kairos.journey.Intake}. Any thread; must not wait. */
@FunctionalInterface
public interface TouchpointSink {

    /**
     * @param touchpoints in the order in which they are to be applied; at least one
     * @param done told once, on any thread
     */
    void touchpoints(List<Touchpoint> touchpoints, Wait wait, Consumer<Receipt> done);
}
