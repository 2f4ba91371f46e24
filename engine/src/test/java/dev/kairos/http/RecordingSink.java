package dev.kairos.http;

import dev.kairos.journey.Receipt;
import dev.kairos.journey.Wait;
import dev.kairos.touchpoint.Touchpoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps what it takes, and answers as it is told to. */
final class RecordingSink implements TouchpointSink {

    final List<Touchpoint> taken = new CopyOnWriteArrayList<>();
    volatile Receipt receipt = Receipt.TAKEN;
    volatile Wait waited = Wait.NONE;
    /** Runs the answer: at once, unless set to something else. */
    volatile Consumer<Runnable> answering = Runnable::run;

    @Override
    public void touchpoints(List<Touchpoint> touchpoints, Wait wait, Consumer<Receipt> done) {
        waited = wait;
        Receipt answer = receipt;
        if (answer == Receipt.TAKEN) {
            taken.addAll(touchpoints);
        }
        answering.accept(() -> done.accept(answer));
    }
}
