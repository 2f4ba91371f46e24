package dev.kairos.benchmarks.window;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;
import dev.kairos.window.Window;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One counter of a profile: a touchpoint more, and what a decide call reads. 1,024 cells with 40 touchpoints each over
 * two windows of 7 days.
 *
 * <pre>benchmarks/bin/jmh WindowBenchmark -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowBenchmark {

    private static final int CELLS = 1_024;
    private static final long WINDOW_MS = Duration.ofDays(7).toMillis();
    private static final long NOW = 1_800_000_000_000L;

    @Param
    Counter.Kind kind;

    private final Random random = new Random(5);
    private final long[] times = new long[CELLS];
    private Window window;
    private byte[] cells;
    private int next;

    @Setup
    public void setUp() {
        String of = kind == Counter.Kind.COUNT ? null : "amount";
        AttributeType type = kind == Counter.Kind.SUM ? AttributeType.DECIMAL : AttributeType.LONG;
        window = Window.of(new Counter("c", "e", null, kind, of, Duration.ofMillis(WINDOW_MS), type));
        cells = new byte[CELLS * window.bytes()];
        for (int cell = 0; cell < CELLS; cell++) {
            for (int i = 0; i < 40; i++) {
                long at = NOW - (long) (random.nextDouble() * 2 * WINDOW_MS);
                window.add(cells, cell * window.bytes(), at, random.nextInt(20), NOW);
            }
            times[cell] = NOW - random.nextInt(60_000);
        }
    }

    /** A touchpoint of the last minute. */
    @Benchmark
    public byte[] add() {
        next = next + 1 & CELLS - 1;
        window.add(cells, next * window.bytes(), times[next], next & 15, NOW);
        return cells;
    }

    @Benchmark
    public long read() {
        next = next + 1 & CELLS - 1;
        return window.read(cells, next * window.bytes(), NOW);
    }
}
