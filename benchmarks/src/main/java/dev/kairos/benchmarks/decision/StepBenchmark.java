package dev.kairos.benchmarks.decision;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.arbitration.Arbitrator;
import dev.kairos.arbitration.Proposals;
import dev.kairos.benchmarks.People;
import dev.kairos.benchmarks.Scene;
import dev.kairos.benchmarks.arbitration.ArbitrationBenchmark;
import dev.kairos.decision.Answer;
import dev.kairos.decision.DecideRequest;
import dev.kairos.decision.Decider;
import dev.kairos.http.AnswerWriter;
import dev.kairos.http.DecideLimits;
import dev.kairos.http.DecideRequestReader;
import dev.kairos.moment.Deadline;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileReader;
import dev.kairos.profile.ProfileView;
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
 * The steps of a decision one by one: parse, profile, rules, arbitration of eight proposals, write. What the log costs is
 * the difference between {@link DecideBenchmark#decide} and {@link DecideBenchmark#dryRun}: alone, its thread would not
 * keep up.
 *
 * <pre>benchmarks/bin/jmh StepBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {

    private static final int PROPOSED = 8;

    private DecideRequest request;
    private DecideRequestReader reader;
    private ProfileReader profiles;
    private ProfileView person;
    private People people;
    private RuleSession session;
    private Proposals proposed;
    private final Deadline deadline = new Deadline(System::nanoTime);
    private ArbitrationBenchmark.Round round;
    private Arbitrator arbitrator;
    private Decider decider;
    private Answer answer;
    private AnswerWriter writer;
    private int next;
    private int leastBytes;

    @Setup(Level.Trial)
    public void start(Scene scene) {
        request = new DecideRequest(scene.pack().schema(), scene.pack().catalogue());
        reader = new DecideRequestReader(scene.pack().schema(), scene.pack().catalogue(), DecideLimits.DEFAULT);
        profiles = scene.store().newReader();
        person = scene.store().layout().newView(Kind.PERSON);
        people = new People(scene);
        session = scene.pack().rules().openSession();
        proposed = new Proposals(scene.pack().catalogue());
        round = new ArbitrationBenchmark.Round(scene, PROPOSED);
        arbitrator = new Arbitrator(scene.pack().catalogue());
        decider = scene.newDecider();
        reader.read(scene.body(0), 0, scene.body(0).length, request);
        answer = decider.decide(request, System.nanoTime(), System.nanoTime());
        writer = new AnswerWriter(scene.playbook());
        leastBytes = 100 * scene.asked().size();
    }

    @TearDown(Level.Trial)
    public void stop() {
        session.close();
        decider.close();
    }

    @Benchmark
    public Object parse(Scene scene) {
        next = Scene.after(next);
        byte[] body = scene.body(next);
        reader.read(body, 0, body.length, request);
        if (request.placements().size() != scene.asked().size()) {
            throw new IllegalStateException("read " + request.placements());
        }
        return request.userId();
    }

    @Benchmark
    public Object profile(Scene scene) {
        next = Scene.after(next);
        if (!profiles.readPerson(scene.userId(next), null, person)) {
            throw new IllegalStateException("no such customer");
        }
        return person.attribute(0);
    }

    /** A known customer's moment, bound anew, meets the rules. */
    @Benchmark
    public int rules() {
        next = next + 1 & People.COUNT - 1;
        proposed.clear();
        deadline.start(System.nanoTime(), TimeUnit.SECONDS.toNanos(1));
        return people.checked(
                next, session.fire(people.moment(next), proposed, deadline).firedCount());
    }

    @Benchmark
    public Arbitration arbitration() {
        return round.decidedBy(arbitrator);
    }

    @Benchmark
    public int write() {
        int length = writer.write(answer).length();
        if (length < leastBytes) {
            throw new IllegalStateException("an answer of " + length + " bytes");
        }
        return length;
    }
}
