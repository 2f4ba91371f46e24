package dev.kairos.benchmarks.journey;

import dev.kairos.journey.Evaluation;
import dev.kairos.journey.Journeys;
import dev.kairos.profile.Growth;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Reentry;
import dev.kairos.schema.Stage;
import dev.kairos.schema.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Where a customer is, worked out from their path: what each touchpoint costs the single writer. 64 customers, every
 * second step of whom meets a condition of one of the journeys.
 *
 * <pre>benchmarks/bin/jmh JourneysBenchmark -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JourneysBenchmark {

    /** Few enough for the caches: the writer evaluates a path that it has just decoded. */
    private static final int CUSTOMERS = 64;

    private static final long START = 1_800_000_000_000L;
    private static final List<String> EVENTS = List.of("look", "add", "pay", "buy", "a", "b", "c", "d");

    @Param({"1", "3"})
    int journeyCount;

    @Param({"32"})
    int steps;

    private Journeys journeys;
    private final List<List<PathItem>> paths = new ArrayList<>();
    private final List<Journeys.Before> before = new ArrayList<>();
    /** Where they stood at the last step but one, and the last one. */
    private final List<Map<String, JourneyState>> stood = new ArrayList<>();

    private final List<Growth> growths = new ArrayList<>();
    private int next;

    @Setup
    public void setUp() {
        List<Journey> declared = new ArrayList<>();
        for (int i = 0; i < journeyCount; i++) {
            declared.add(journey("j" + i));
        }
        journeys = new Journeys(declared);
        Random random = new Random(3);
        for (int i = 0; i < CUSTOMERS; i++) {
            paths.add(path(random));
            List<PathItem> shorter = paths.get(i).subList(0, steps - 1);
            Evaluation was = journeys.evaluate(Map.of(), shorter, now());
            before.add(new Journeys.Before(was.states(), Map.of(), shorter, was.dueMs()));
            long lastMs = shorter.get(steps - 2).atMs();
            stood.add(journeys.evaluate(Map.of(), shorter, lastMs).states());
            growths.add(new Growth(lastMs, paths.get(i).subList(steps - 1, steps)));
        }
        check();
    }

    private static Journey journey(String name) {
        Stage looking = new Stage(
                "looking",
                List.of(Transition.on("add", null, "cart"), Transition.afterSilence(Duration.ofMinutes(30), null)),
                false);
        Stage cart = new Stage(
                "cart",
                List.of(
                        Transition.on("pay", null, "checkout"),
                        Transition.on("buy", null, "bought"),
                        Transition.afterSilence(Duration.ofMinutes(30), "abandoned")),
                false);
        Stage checkout = new Stage(
                "checkout",
                List.of(
                        Transition.on("buy", null, "bought"),
                        Transition.afterSilence(Duration.ofMinutes(30), "abandoned")),
                false);
        Stage abandoned = new Stage(
                "abandoned",
                List.of(Transition.on("buy", null, "bought"), Transition.after(Duration.ofDays(7), "lost")),
                false);
        Stage bought = new Stage("bought", List.of(), true);
        Stage lost = new Stage("lost", List.of(), true);
        return new Journey(
                name,
                List.of(Transition.on("look", null, "looking")),
                List.of(looking, cart, checkout, abandoned, bought, lost),
                Reentry.ALWAYS);
    }

    private List<PathItem> path(Random random) {
        List<PathItem> path = new ArrayList<>();
        long at = START;
        for (int i = 0; i < steps; i++) {
            at += random.nextInt(20) == 0 ? 86_400_000 : random.nextInt(300_000);
            int event = random.nextInt(EVENTS.size());
            List<String> met = event < 4
                    ? List.of(Transition.on(EVENTS.get(event), null, null).trigger())
                    : List.of();
            path.add(new PathItem(at, PathItem.Kind.TOUCHPOINT, EVENTS.get(event), "web", null, met));
        }
        return path;
    }

    private static long now() {
        return START + 60L * 86_400_000;
    }

    private void check() {
        Map<String, JourneyState> states =
                journeys.evaluate(Map.of(), paths.get(0), now()).states();
        if (states.size() != journeyCount) {
            throw new IllegalStateException("the customer is on " + states.keySet());
        }
    }

    /** All journeys over the whole path. */
    @Benchmark
    public Evaluation evaluate() {
        next = next + 1 & CUSTOMERS - 1;
        return journeys.evaluate(Map.of(), paths.get(next), now());
    }

    /** As the writer does for a touchpoint: where is the customer, and is that news. */
    @Benchmark
    public Object evaluateAndTellWhatIsNew() {
        next = next + 1 & CUSTOMERS - 1;
        Evaluation evaluation = journeys.evaluate(Map.of(), paths.get(next), now());
        return journeys.entered(before.get(next), evaluation.states(), now());
    }

    /** As the writer does for a touchpoint that comes to the end of its path. */
    @Benchmark
    public Object goOnAndTellWhatIsNew() {
        next = next + 1 & CUSTOMERS - 1;
        Growth growth = growths.get(next);
        long nowMs = growth.items().get(0).atMs();
        Evaluation evaluation = Objects.requireNonNull(journeys.goOn(stood.get(next), growth, nowMs));
        return journeys.entered(stood.get(next), evaluation.states());
    }

    /** The oldest step into the base. */
    @Benchmark
    public Object fold() {
        next = next + 1 & CUSTOMERS - 1;
        return journeys.fold(Map.of(), paths.get(next), 1);
    }
}
