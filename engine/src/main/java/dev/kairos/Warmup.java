package dev.kairos;

import dev.kairos.http.DecideEndpoint;
import dev.kairos.http.Evaluation;
import dev.kairos.http.Reply;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Decides some thousand times before a pack goes live, so that the first customers do not wait while classes are loaded
 * and compiled: the first call of all would take some 100 ms, more than its budget. Profiles are read and the decisions
 * recorded as in earnest, but for an endpoint whose counts and records nobody sees.
 */
final class Warmup {

    private static final int MOST_CALLS = 10_000;
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);
    private static final int EXPLAIN_EVERY = 500;
    private static final int FLAGS_EVERY = 4;

    private Warmup() {}

    static void run(WarmupCalls calls, Supplier<DecideEndpoint> endpoints) {
        try (DecideEndpoint endpoint = endpoints.get()) {
            run(calls, endpoint);
        }
    }

    private static void run(WarmupCalls calls, DecideEndpoint endpoint) {
        long start = System.nanoTime();
        Reply reply = new Reply();
        for (int i = 0; i < MOST_CALLS && System.nanoTime() - start < MOST_NANOS; i++) {
            byte[] body = calls.decide(i, i % EXPLAIN_EVERY == 0);
            reply.clear();
            endpoint.answer(body, 0, body.length, System.nanoTime(), false, reply);
            if (i % FLAGS_EVERY == 0) {
                byte[] flags = calls.flags(i);
                endpoint.evaluate(new Evaluation(null, flags, flags.length, System.nanoTime(), false, null, null));
            }
        }
    }
}
