package dev.kairos.benchmarks;

import dev.kairos.bench.Zipf;
import dev.kairos.metrics.Metrics;
import dev.kairos.profile.Change;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileReader;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.ProfileView;
import dev.kairos.profile.StoreOptions;
import dev.kairos.profile.WriteResult;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Reads people of 20 attributes out of a full store by Zipf-distributed ids, and prints how fast it was written and
 * what it takes on disk. With the JVM flags of the launcher:
 *
 * <pre>java FLAGS -jar benchmarks/target/benchmarks.jar ProfileReadBenchmark -p profiles=1000000</pre>
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProfileReadBenchmark {

    private static final int ATTRIBUTES = 20;
    private static final int IDS = 1 << 16;
    private static final double ZIPF_EXPONENT = 0.99;
    private static final AttributeType[] TYPES = AttributeType.values();

    @Param("1000000")
    private int profiles;

    private Path dir;
    private ProfileStore store;
    private ProfileReader reader;
    private ProfileView view;
    private String[] ids;
    private int next;

    @Setup(Level.Trial)
    public void fill() throws IOException {
        dir = Files.createTempDirectory("kairos-profiles");
        store = ProfileStore.open(dir, schema(), StoreOptions.ofCapacity(profiles), new Metrics());
        long start = System.nanoTime();
        write();
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf("%n%,.0f writes/s, %,d MiB in %s%n", profiles / seconds, bytesOnDisk() >> 20, dir);
        reader = store.newReader();
        view = store.layout().newView(Kind.PERSON);
        ids = zipfIds();
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

    /** One read, and one value looked at. */
    @Benchmark
    public Object read() {
        String id = ids[next++ & IDS - 1];
        if (!reader.readPerson(id, null, view)) {
            throw new IllegalStateException("not found: " + id);
        }
        return view.attribute(0);
    }

    private void write() {
        Random random = new Random(1);
        // A few hundred different profiles, so that making them up is not what is measured.
        List<ProfileData> samples = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            samples.add(sample(random));
        }
        for (int i = 0; i < profiles; i++) {
            Change change = new Change.Replace(new ProfileKey(Kind.PERSON, "c-" + i), samples.get(i & 511));
            WriteResult result = store.writer().apply(change, store.position() + 1, 0);
            if (!result.done()) {
                throw new IllegalStateException(result.message());
            }
        }
    }

    private static Schema schema() {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < ATTRIBUTES; i++) {
            attributes.add(Attribute.of("a" + i, Scope.PERSON, TYPES[i % TYPES.length]));
        }
        return new Schema(attributes);
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

    private String[] zipfIds() {
        Zipf zipf = new Zipf(profiles, ZIPF_EXPONENT, 2);
        String[] drawn = new String[IDS];
        for (int i = 0; i < IDS; i++) {
            drawn[i] = "c-" + zipf.next();
        }
        return drawn;
    }

    /** An upper bound: blocks never touched are counted, too. */
    private long bytesOnDisk() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
