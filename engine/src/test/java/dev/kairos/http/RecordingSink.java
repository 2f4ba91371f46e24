package dev.kairos.http;

import dev.kairos.touchpoint.Touchpoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps what it takes, and answers as it is told to. */
final class RecordingSink implements TouchpointSink {

    final List<Touchpoint> taken = new CopyOnWriteArrayList<>();
    volatile Receipt receipt = Receipt.TAKEN;
    volatile boolean waited;
    /** Runs the answer: at once, unless set to something else. */
    volatile Consumer<Runnable> answering = Runnable::run;

    @Override
    public void take(List<Touchpoint> touchpoints, boolean applied, Consumer<Receipt> done) {
        waited = applied;
        Receipt answer = receipt;
        if (answer == Receipt.TAKEN) {
            taken.addAll(touchpoints);
        }
        answering.accept(() -> done.accept(answer));
    }
}
