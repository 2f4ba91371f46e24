package dev.kairos.http;

import dev.kairos.decision.Answer;
import dev.kairos.metrics.Step;
import dev.kairos.metrics.StepRecorder;

/** Says how long the steps of a call took, to the metrics and to the caller. One event loop. */
final class CallTimes {

    private static final Step[] TIMED = {Step.PARSE, Step.PROFILE, Step.RULES, Step.ARBITRATION, Step.WRITE, Step.WHOLE
    };

    private final StepRecorder steps;

    CallTimes(StepRecorder steps) {
        this.steps = steps;
    }

    /** @param answer has the steps up to the decision */
    void record(Answer answer, long startNanos, long decidedNanos, long writtenNanos, Reply reply) {
        long[] nanos = answer.stepNanos();
        nanos[Step.WRITE.ordinal()] = writtenNanos - decidedNanos;
        nanos[Step.WHOLE.ordinal()] = writtenNanos - startNanos;
        steps.record(TIMED, nanos);
        for (Step step : TIMED) {
            reply.timing(step, nanos[step.ordinal()]);
        }
    }
}
