package dev.kairos.benchmarks.profile;

import dev.kairos.bench.Zipf;
import dev.kairos.metrics.Metrics;
import dev.kairos.profile.Change;
import dev.kairos.profile.FacetDraft;
import dev.kairos.profile.Kind;
import dev.kairos.profile.PathItem;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import dev.kairos.profile.StoreWriter;
import dev.kairos.profile.Update;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a touchpoint does to a profile of 20 attributes, read to written: two counters, a step on the path, the time. Ids
 * by a Zipf distribution. With the JVM flags of the launcher:
 *
 * <pre>benchmarks/bin/jmh UpdateBenchmark -p profiles=1000000 -prof gc</pre>
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class UpdateBenchmark {

    private static final int ATTRIBUTES = 20;
    private static final int IDS = 1 << 16;
    private static final AttributeType[] TYPES = AttributeType.values();
    private static final long START_MS = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();

    @Param("1000000")
    private int profiles;

    private Path dir;
    private ProfileStore store;
    private StoreWriter writer;
    private int[] numbers;
    private int next;
    private long nowMs = START_MS;

    @Setup(Level.Trial)
    public void fill() throws IOException {
        dir = Files.createTempDirectory("kairos-updates");
        // Linked ids need entries of their own.
        store = ProfileStore.open(dir, schema(), StoreOptions.ofCapacity(2L * profiles), new Metrics());
        writer = store.writer();
        Random random = new Random(1);
        for (int i = 0; i < profiles; i++) {
            ProfileKey key = new ProfileKey(Kind.PERSON, "c-" + i);
            writer.apply(new Change.Replace(key, sample(random)), writer.position() + 1, START_MS);
        }
        Zipf zipf = new Zipf(profiles, 0.99, 2);
        numbers = new int[IDS];
        for (int i = 0; i < IDS; i++) {
            numbers[i] = (int) zipf.next();
        }
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Somebody known by one id: one entry read, one written. */
    @Benchmark
    public void one() {
        touch("c-" + draw(), null);
    }

    /** Each touchpoint has a user id and an anonymous id that has never been seen alone: two entries. */
    @Benchmark
    public void linked() {
        int number = draw();
        touch("c-" + number, "b-" + number);
    }

    /** Both ids have told something: the view is folded anew each time. */
    @Benchmark
    public void folded() {
        int number = draw();
        touch((number & 1) == next % 2 ? "c-" + number : null, "a-" + number);
    }

    private int draw() {
        return numbers[next++ & IDS - 1];
    }

    private void touch(String userId, String anonymousId) {
        nowMs += 10;
        Update update = writer.update(writer.position() + 1, nowMs);
        FacetDraft draft = update.person(userId, anonymousId, nowMs, "track");
        draft.seen(nowMs);
        draft.count(0, nowMs, null, nowMs);
        draft.count(1, nowMs, null, nowMs);
        draft.place(new PathItem(nowMs, PathItem.Kind.TOUCHPOINT, "Product Viewed", "web", null, List.of("AbCdEfGh")));
        if (!update.commit().done()) {
            throw new IllegalStateException("not written");
        }
    }

    private static Schema schema() {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < ATTRIBUTES; i++) {
            attributes.add(Attribute.of("a" + i, Scope.PERSON, TYPES[i % TYPES.length]));
        }
        Counter views = Counter.of("views7d", "Product Viewed", Duration.ofDays(7));
        Counter visits = Counter.of("visits30d", "Product Viewed", Duration.ofDays(30));
        return new Schema(attributes, List.of(views, visits), List.of());
    }

    private static ProfileData sample(Random random) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < ATTRIBUTES; i++) {
            values.put("a" + i, value(TYPES[i % TYPES.length], random));
        }
        return ProfileData.of(values);
    }

    private static Object value(AttributeType type, Random random) {
        return switch (type) {
            case KEYWORD -> "word-" + random.nextInt(50);
            case KEYWORDS -> Set.of("some-" + random.nextInt(20), "more-" + random.nextInt(20));
            case TEXT -> "Text of a usual length " + random.nextInt(100);
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt(100);
            case LONG -> random.nextLong();
            case DECIMAL -> random.nextDouble();
            case INSTANT -> Instant.ofEpochMilli(random.nextInt());
        };
    }
}
