package dev.kairos.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DozeTest {

    private static final int THINGS = 100_000;
    private static final long AN_HOUR_MS = 3_600_000;

    private final Doze doze = new Doze(AN_HOUR_MS);
    private final AtomicInteger brought = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    /** Each is brought when the one before is done, which is when the thread is about to sleep. */
    @Test
    @Timeout(120)
    void nothingThatIsBroughtWaitsForTheEndOfASleep() throws InterruptedException {
        Thread thread = new Thread(this::work);
        thread.setDaemon(true);
        thread.start();

        for (int i = 1; i <= THINGS; i++) {
            brought.set(i);
            doze.wake();
            while (done.get() < i) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the thread sleeps though " + i + " was brought");
                }
                Thread.onSpinWait();
            }
        }

        thread.join();
        assertThat(done.get()).isEqualTo(THINGS);
    }

    @Test
    void looksOnceMoreBeforeItSleeps() {
        assertThat(doze.mayBegin()).isFalse();
        assertThat(doze.mayBegin()).isTrue();

        doze.wake();

        assertThat(doze.mayBegin()).isFalse();
    }

    private void work() {
        while (done.get() < THINGS) {
            if (brought.get() > done.get()) {
                done.incrementAndGet();
                doze.off();
            } else if (doze.mayBegin()) {
                doze.begin();
                doze.off();
            }
        }
    }
}
