package dev.kairos.http;

import dev.kairos.decision.Answer;
import dev.kairos.decision.DecideRequest;
import dev.kairos.decision.Decider;
import dev.kairos.decision.Playbook;
import dev.kairos.metrics.Step;
import dev.kairos.metrics.StepRecorder;
import java.util.function.LongSupplier;

/** {@code POST /v1/decide} without the transport: bytes in, bytes out. One event loop and one pack version. */
public final class DecideEndpoint implements LoopEndpoint {

    private static final Step[] TIMED = {Step.PARSE, Step.PROFILE, Step.RULES, Step.ARBITRATION, Step.WRITE, Step.WHOLE
    };

    private final Decider decider;
    private final StepRecorder steps;
    private final LongSupplier nanoTime;
    private final DecideRequest request;
    private final DecideRequestReader reader;
    private final AnswerWriter writer;

    public DecideEndpoint(Decider decider, StepRecorder steps, LongSupplier nanoTime, DecideLimits limits) {
        Playbook playbook = decider.playbook();
        this.decider = decider;
        this.steps = steps;
        this.nanoTime = nanoTime;
        request = new DecideRequest(playbook.momentType().schema(), playbook.catalogue());
        reader = new DecideRequestReader(playbook.momentType().schema(), playbook.catalogue(), limits);
        writer = new AnswerWriter(playbook);
    }

    @Override
    public void answer(byte[] body, int offset, int length, long startNanos, boolean gpc, Reply reply) {
        reader.read(body, offset, length, request);
        request.gpc(gpc);
        long parsed = nanoTime.getAsLong();
        Answer answer = decider.decide(request, startNanos, parsed);
        long decided = nanoTime.getAsLong();
        JsonBytes json = writer.write(answer);
        long written = nanoTime.getAsLong();
        reply.body(json.array(), json.length());
        long[] nanos = answer.stepNanos();
        nanos[Step.WRITE.ordinal()] = written - decided;
        nanos[Step.WHOLE.ordinal()] = written - startNanos;
        steps.record(TIMED, nanos);
        for (Step step : TIMED) {
            reply.timing(step, nanos[step.ordinal()]);
        }
    }

    @Override
    public void close() {
        decider.close();
    }
}
