package dev.kairos.benchmarks.touchpoint;

import dev.kairos.touchpoint.Delivery;
import dev.kairos.touchpoint.Reading;
import dev.kairos.touchpoint.SegmentReader;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.TouchpointCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a touchpoint costs before it is applied: reading one of 600 bytes as a browser's client sends it, writing it as
 * bytes for the journal, and reading those back, which is what the one writing thread pays. Over 256 of them, so that
 * branches are not learned by heart. Run with
 * {@code java -jar benchmarks/target/benchmarks.jar TouchpointReadBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TouchpointReadBenchmark {

    private static final long NOW = 1_773_000_000_000L;
    private static final int COUNT = 256;

    private final List<byte[]> bodies = new ArrayList<>();
    private final List<Touchpoint> touchpoints = new ArrayList<>();
    private final List<byte[]> records = new ArrayList<>();
    private final TouchpointCodec codec = new TouchpointCodec();
    private final Delivery delivery = Delivery.at(NOW);
    private int next;

    /** Makes them, and sees that they are read. */
    @Setup(Level.Trial)
    public void make() {
        Random random = new Random(7);
        for (int i = 0; i < COUNT; i++) {
            byte[] body = body(random).getBytes(StandardCharsets.UTF_8);
            Touchpoint touchpoint = read(body);
            byte[] record = codec.encode(touchpoint, 0);
            if (!codec.decode(record, 0, record.length).equals(touchpoint)) {
                throw new IllegalStateException("not what was written");
            }
            bodies.add(body);
            touchpoints.add(touchpoint);
            records.add(record);
        }
    }

    private static String body(Random random) {
        return """
                {"timestamp":"2026-03-08T19:59:%02d.000Z","integrations":{},"anonymousId":"a-%016x","event":"%s",\
                "type":"track","properties":{"sku":"p-%d","price":%d.95,"quantity":%d,"currency":"EUR"},"context":{"page":\
                {"path":"/p/%d","referrer":"","search":"","title":"Product","url":"https://shop.example.com/p/%d"},\
                "userAgent":"Mozilla/5.0 (X11; Linux x86_64)","locale":"en-US","library":{"name":"analytics.js","version":\
                "npm:next-1.84.3"},"timezone":"Europe/Zurich"},"messageId":"ajs-next-%d","writeKey":"wk-12345678",\
                "userId":null,"sentAt":"2026-03-08T20:00:00.000Z"}""".formatted(
                        random.nextInt(60),
                        random.nextLong(),
                        new String[] {"Product Viewed", "Product Added", "Cart Viewed"}[random.nextInt(3)],
                        random.nextInt(1_000),
                        random.nextInt(200),
                        1 + random.nextInt(3),
                        random.nextInt(1_000),
                        random.nextInt(1_000),
                        random.nextInt());
    }

    private Touchpoint read(byte[] body) {
        return ((Reading.Rows) SegmentReader.read(body, body.length, delivery))
                .good()
                .get(0);
    }

    private int next() {
        next = next + 1 & COUNT - 1;
        return next;
    }

    @Benchmark
    public Touchpoint read() {
        return read(bodies.get(next()));
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(touchpoints.get(next()), 0);
    }

    @Benchmark
    public Touchpoint decode() {
        byte[] record = records.get(next());
        return codec.decode(record, 0, record.length);
    }
}
