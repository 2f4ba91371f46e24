package dev.kairos.metrics;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of one thread's steps. One thread records, without locks or allocation; any other may take what was
 * recorded. 1 ns to 60 s at two significant digits.
 */
public final class StepRecorder {

    static final long HIGHEST_NANOS = 60_000_000_000L;
    static final int DIGITS = 2;

    private final SingleWriterRecorder[] recorders = new SingleWriterRecorder[Step.values().length];

    StepRecorder() {
        for (int i = 0; i < recorders.length; i++) {
            recorders[i] = new SingleWriterRecorder(1, HIGHEST_NANOS, DIGITS);
        }
    }

    /** Only from the thread that owns this recorder. */
    public void record(Step step, long nanos) {
        recorders[step.ordinal()].recordValue(Math.min(HIGHEST_NANOS, Math.max(0, nanos)));
    }

    /** What was recorded since the last time. @param recycled of an earlier call of any recorder, to be used again */
    Histogram interval(Step step, @Nullable Histogram recycled) {
        return recorders[step.ordinal()].getIntervalHistogram(recycled, false);
    }
}
