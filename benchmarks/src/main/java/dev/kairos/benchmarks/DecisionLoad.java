package dev.kairos.benchmarks;

import dev.kairos.bench.Zipf;
import dev.kairos.http.DecideEndpoint;
import dev.kairos.http.Reply;
import dev.kairos.touchpoint.Who;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** Decides at a constant rate until it is stopped, on the thread that calls it. */
final class DecisionLoad implements Callable<Void> {

    private static final int BODIES = 20_000;
    private static final String BODY =
            "{\"%s\":\"%s\",\"channel\":\"web\",\"placements\":[\"home.hero\",\"home.strip\"],"
                    + "\"context\":{\"page\":\"/p/%d\",\"platform\":\"mobile\",\"basketValue\":%.2f}}";

    private final DecideEndpoint endpoint;
    private final int perSecond;
    private final byte[][] bodies = new byte[BODIES][];
    private final SingleWriterRecorder sinceBegun = new SingleWriterRecorder(3);
    private final SingleWriterRecorder sinceDue = new SingleWriterRecorder(3);
    private volatile boolean stopped;

    DecisionLoad(DecideEndpoint endpoint, int customers, int perSecond) {
        this.endpoint = endpoint;
        this.perSecond = perSecond;
        Zipf zipf = new Zipf(customers, 0.99, 11);
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < BODIES; i++) {
            Who who = ShopTouchpoints.who(zipf.next());
            boolean known = who.userId() != null;
            bodies[i] = String.format(
                            Locale.ROOT,
                            BODY,
                            known ? "userId" : "anonymousId",
                            known ? who.userId() : who.anonymousId(),
                            random.nextInt(200),
                            random.nextInt(20_000) / 100.0)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public Void call() {
        Pace pace = new Pace(perSecond);
        Reply reply = new Reply();
        for (int i = 0; !stopped; i++) {
            byte[] body = bodies[i % BODIES];
            long due = pace.awaitNext();
            long begun = System.nanoTime();
            reply.clear();
            endpoint.answer(body, 0, body.length, begun, false, reply);
            long done = System.nanoTime();
            if (reply.length() < 100) {
                throw new IllegalStateException("no answer for two placements");
            }
            sinceBegun.recordValue(done - begun);
            sinceDue.recordValue(done - due);
        }
        return null;
    }

    /**
     * @param begun nanoseconds since the thread began to decide
     * @param due nanoseconds since the decision was due: the thread's waking up counts, and what held up those before
     */
    record Latencies(Histogram begun, Histogram due) {}

    /** What was measured since the last call. Any one thread. */
    Latencies taken() {
        return new Latencies(sinceBegun.getIntervalHistogram(), sinceDue.getIntervalHistogram());
    }

    void stop() {
        stopped = true;
    }
}
