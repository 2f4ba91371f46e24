package dev.kairos.benchmarks.rules;

import dev.kairos.arbitration.Proposals;
import dev.kairos.benchmarks.People;
import dev.kairos.benchmarks.Scene;
import dev.kairos.moment.Deadline;
import dev.kairos.rules.RuleSession;
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
 * A customer's moment, bound anew to a profile that has been read, meets all rules: those that match fire. The number of
 * rules that fire is checked in each call against every test of every rule asked one by one.
 *
 * <pre>benchmarks/bin/jmh RulesBenchmark -prof gc -p profiles=20000 -p rules=20,200,1000,5000</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class RulesBenchmark {

    private People people;
    private RuleSession session;
    private Proposals proposals;
    private final Deadline deadline = new Deadline(System::nanoTime);
    private int next;

    @Setup(Level.Trial)
    public void open(Scene scene) {
        people = new People(scene);
        session = scene.pack().rules().openSession();
        proposals = new Proposals(scene.pack().catalogue());
        double fired = people.firedOnAverage();
        System.out.printf("%d rules, %.1f fire per call%n", scene.rules().size(), fired);
        if (fired < 0.1) {
            throw new IllegalStateException("rules that do not fire measure nothing");
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        session.close();
    }

    @Benchmark
    public int fire() {
        next = next + 1 & People.COUNT - 1;
        proposals.clear();
        deadline.start(System.nanoTime(), TimeUnit.SECONDS.toNanos(1));
        return people.checked(
                next, session.fire(people.moment(next), proposals, deadline).firedCount());
    }
}
