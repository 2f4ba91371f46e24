package dev.kairos.benchmarks.profile;

import dev.kairos.benchmarks.Scene;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileReader;
import dev.kairos.profile.ProfileView;
import dev.kairos.schema.Attribute;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * A customer's profile out of a full store, and eight of its attributes: read in place, and as was rejected out of a map
 * that is made of the whole profile for the call (docs/decisions/1220).
 *
 * <pre>benchmarks/bin/jmh ProfileReadBenchmark -prof gc -p attributes=10,50,200 -p keys=zipf,uniform</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProfileReadBenchmark {

    private static final int ASKED = 8;

    private ProfileReader reader;
    private ProfileView view;
    private List<String> names;
    private int[] asked;
    private int next;

    @Setup(Level.Trial)
    public void open(Scene scene) {
        reader = scene.store().newReader();
        view = scene.store().layout().newView(Kind.PERSON);
        names = scene.pack().schema().of(dev.kairos.schema.Scope.PERSON).stream()
                .map(Attribute::name)
                .toList();
        asked = new int[ASKED];
        for (int i = 0; i < ASKED; i++) {
            asked[i] = i * names.size() / ASKED;
        }
    }

    @Benchmark
    public int view(Scene scene) {
        read(scene);
        int hash = 0;
        for (int index : asked) {
            hash += Objects.requireNonNull(view.attribute(index)).hashCode();
        }
        return hash;
    }

    @Benchmark
    public int map(Scene scene) {
        read(scene);
        Map<String, Object> profile = new HashMap<>(2 * names.size());
        for (int i = 0; i < names.size(); i++) {
            profile.put(names.get(i), view.attribute(i));
        }
        int hash = 0;
        for (int index : asked) {
            hash += Objects.requireNonNull(profile.get(names.get(index))).hashCode();
        }
        return hash;
    }

    private void read(Scene scene) {
        next = Scene.after(next);
        String id = scene.userId(next);
        if (!reader.readPerson(id, null, view)) {
            throw new IllegalStateException("not found: " + id);
        }
    }
}
