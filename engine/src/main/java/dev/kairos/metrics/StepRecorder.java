package dev.kairos.metrics;

import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.WriterReaderPhaser;

/**
 * Latencies of one thread's steps. One thread records, without locks or allocation; any other may take what was
 * recorded. 1 ns to 60 s at two significant digits.
 *
 * <p>This is HdrHistogram's {@code SingleWriterRecorder} with one phaser for all steps in place of one each: a call that
 * records six steps pays for two atomic additions rather than twelve.
 */
public final class StepRecorder {

    static final long HIGHEST_NANOS = 60_000_000_000L;
    static final int DIGITS = 2;

    private static final Step[] STEPS = Step.values();
    private static final long YIELD_NANOS = 200_000;

    private final WriterReaderPhaser phaser = new WriterReaderPhaser();
    private volatile Histogram[] active = histograms();
    private Histogram[] inactive = histograms();

    StepRecorder() {}

    private static Histogram[] histograms() {
        Histogram[] histograms = new Histogram[STEPS.length];
        for (int i = 0; i < histograms.length; i++) {
            histograms[i] = new Histogram(1, HIGHEST_NANOS, DIGITS);
        }
        return histograms;
    }

    /** Only from the thread that owns this recorder. */
    public void record(Step step, long nanos) {
        long entered = phaser.writerCriticalSectionEnter();
        try {
            active[step.ordinal()].recordValue(bounded(nanos));
        } finally {
            phaser.writerCriticalSectionExit(entered);
        }
    }

    /**
     * Records several steps at once. Only from the thread that owns this recorder.
     *
     * @param nanos by the steps' ordinals; others are passed over
     */
    public void record(Step[] steps, long[] nanos) {
        long entered = phaser.writerCriticalSectionEnter();
        try {
            Histogram[] histograms = active;
            for (Step step : steps) {
                int i = step.ordinal();
                histograms[i].recordValue(bounded(nanos[i]));
            }
        } finally {
            phaser.writerCriticalSectionExit(entered);
        }
    }

    private static long bounded(long nanos) {
        return Math.min(HIGHEST_NANOS, Math.max(0, nanos));
    }

    /** Hands over what was recorded of each step since the last time; the histograms are valid within the call. */
    void drain(BiConsumer<Step, Histogram> into) {
        phaser.readerLock();
        try {
            Histogram[] recorded = active;
            active = inactive;
            inactive = recorded;
            phaser.flipPhase(YIELD_NANOS);
            for (Step step : STEPS) {
                Histogram histogram = recorded[step.ordinal()];
                into.accept(step, histogram);
                histogram.reset();
            }
        } finally {
            phaser.readerUnlock();
        }
    }
}
