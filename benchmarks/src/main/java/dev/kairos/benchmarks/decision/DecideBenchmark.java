package dev.kairos.benchmarks.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.benchmarks.Scene;
import dev.kairos.http.DecideEndpoint;
import dev.kairos.http.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole decision in process: JSON bytes in, JSON bytes out, with gates, arbitration, counters and the decision log.
 * Each thread decides as one event loop would.
 *
 * <pre>benchmarks/bin/jmh DecideBenchmark.decide -prof gc -p rules=200,1000 -t 2</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 2)
public class DecideBenchmark {

    private static final int CHECKED = 2_000;
    private static final int LEAST_BYTES_PER_PLACEMENT = 100;

    private final Reply reply = new Reply();
    private DecideEndpoint endpoint;
    private int leastBytes;
    private int next;

    @Setup(Level.Trial)
    public void start(Scene scene) throws IOException {
        endpoint = scene.newEndpoint();
        leastBytes = LEAST_BYTES_PER_PLACEMENT * scene.asked().size();
        check(scene);
    }

    /** A benchmark that answers fallbacks to all would measure nothing. */
    private void check(Scene scene) throws IOException {
        ObjectMapper json = new ObjectMapper();
        int targeted = 0;
        for (int call = 0; call < CHECKED; call++) {
            answer(scene.body(call));
            JsonNode answer = json.readTree(Arrays.copyOf(reply.bytes(), reply.length()));
            JsonNode slots = answer.path("decisions");
            require(slots.size() == scene.asked().size(), "an answer per placement", answer);
            for (int i = 0; i < slots.size(); i++) {
                JsonNode slot = slots.get(i);
                require(slot.path("placement").asText().equals(scene.asked().get(i)), "placements in order", answer);
                require(slot.path("token").asText().length() >= 24, "a token", answer);
                targeted += slot.path("reason").asText().equals("TARGETED") ? 1 : 0;
            }
        }
        int share = 100 * targeted / (CHECKED * scene.asked().size());
        System.out.printf("%d %% of the placements are targeted%n", share);
        require(share >= 10, "a tenth of the placements targeted", share);
    }

    private static void require(boolean holds, String what, Object instead) {
        if (!holds) {
            throw new IllegalStateException("not " + what + ": " + instead);
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        endpoint.close();
    }

    @Benchmark
    public int decide(Scene scene) {
        next = Scene.after(next);
        return answer(scene.body(next));
    }

    /** Without what a dry run leaves out: counting, and the decision's record for the log. */
    @Benchmark
    public int dryRun(Scene scene) {
        next = Scene.after(next);
        return answer(scene.dryBody(next));
    }

    private int answer(byte[] body) {
        reply.clear();
        endpoint.answer(body, 0, body.length, System.nanoTime(), false, reply);
        int length = reply.length();
        if (length < leastBytes || reply.bytes()[length - 1] != '}') {
            throw new IllegalStateException("no answer for all placements: " + length + " bytes");
        }
        return length;
    }
}
