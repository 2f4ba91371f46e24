package dev.kairos.benchmarks;

import dev.kairos.http.DecideEndpoint;
import dev.kairos.http.Reply;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole decision in process: JSON bytes in, two placements, JSON bytes out, with gates, arbitration, counters and
 * the decision log. One thread, as one event loop would.
 *
 * <pre>benchmarks/bin/jmh DecideBenchmark -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
public class DecideBenchmark {

    @Param("1000000")
    int profiles;

    @Param({"200", "1000"})
    int rules;

    private DecideFixture fixture;
    private DecideEndpoint endpoint;
    private final Reply reply = new Reply();

    @Setup(Level.Trial)
    public void start() {
        fixture = new DecideFixture(profiles, rules);
        endpoint = fixture.newEndpoint();
    }

    @TearDown(Level.Trial)
    public void stop() {
        endpoint.close();
        fixture.close();
    }

    @Benchmark
    public int decide() {
        byte[] body = fixture.nextBody();
        reply.clear();
        endpoint.answer(body, 0, body.length, System.nanoTime(), false, reply);
        if (reply.length() < 200) {
            throw new IllegalStateException("no answer for two placements");
        }
        return reply.length();
    }
}
