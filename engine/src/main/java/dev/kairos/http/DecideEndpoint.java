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
    public void answer(byte[] body, int offset, int length, long startNanos, Reply reply) {
        reader.read(body, offset, length, request);
        long parsed = nanoTime.getAsLong();
        Answer answer = decider.decide(request, startNanos, parsed);
        long decided = nanoTime.getAsLong();
        JsonBytes json = writer.write(answer);
        long written = nanoTime.getAsLong();
        reply.body(json.array(), json.length());
        time(Step.PARSE, parsed - startNanos, reply);
        time(Step.PROFILE, answer.stepNanos(Step.PROFILE), reply);
        time(Step.RULES, answer.stepNanos(Step.RULES), reply);
        time(Step.ARBITRATION, answer.stepNanos(Step.ARBITRATION), reply);
        time(Step.WRITE, written - decided, reply);
        time(Step.WHOLE, written - startNanos, reply);
    }

    private void time(Step step, long nanos, Reply reply) {
        steps.record(step, nanos);
        reply.timing(step, nanos);
    }

    @Override
    public void close() {
        decider.close();
    }
}
