package dev.kairos.http;

import dev.kairos.decision.DecideRequest;
import dev.kairos.decision.Decider;
import dev.kairos.decision.Playbook;
import dev.kairos.metrics.StepRecorder;
import java.util.function.LongSupplier;

/** {@code POST /v1/decide} and OFREP without the transport: bytes in, bytes out. One event loop and one pack version. */
public final class DecideEndpoint implements LoopEndpoint {

    private final Decider decider;
    private final CallTimes times;
    private final LongSupplier nanoTime;
    private final DecideRequest request;
    private final DecideRequestReader reader;
    private final AnswerWriter writer;
    private final OfrepEvaluator ofrep;

    public DecideEndpoint(Decider decider, StepRecorder steps, LongSupplier nanoTime, DecideLimits limits) {
        Playbook playbook = decider.playbook();
        this.decider = decider;
        times = new CallTimes(steps);
        this.nanoTime = nanoTime;
        request = new DecideRequest(playbook.momentType().schema(), playbook.catalogue());
        reader = new DecideRequestReader(playbook.momentType().schema(), playbook.catalogue(), limits);
        writer = new AnswerWriter(playbook);
        ofrep = new OfrepEvaluator(decider, request, times, nanoTime, limits);
    }

    @Override
    public void answer(byte[] body, int offset, int length, long startNanos, boolean gpc, Reply reply) {
        reader.read(body, offset, length, request);
        request.gpc(gpc);
        long parsed = nanoTime.getAsLong();
        dev.kairos.decision.Answer answer = decider.decide(request, startNanos, parsed);
        long decided = nanoTime.getAsLong();
        JsonBytes json = writer.write(answer);
        long written = nanoTime.getAsLong();
        reply.body(json.array(), json.length());
        times.record(answer, startNanos, decided, written, reply);
    }

    @Override
    public Answer evaluate(Evaluation call) {
        return ofrep.evaluate(call);
    }

    @Override
    public void close() {
        decider.close();
    }
}
