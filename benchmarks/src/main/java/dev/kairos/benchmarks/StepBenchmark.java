package dev.kairos.benchmarks;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.arbitration.Arbitrator;
import dev.kairos.arbitration.Occasion;
import dev.kairos.arbitration.Proposals;
import dev.kairos.bench.BenchmarkPack;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.decision.Answer;
import dev.kairos.decision.DecideRequest;
import dev.kairos.decision.Decider;
import dev.kairos.http.AnswerWriter;
import dev.kairos.http.DecideLimits;
import dev.kairos.http.DecideRequestReader;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileReader;
import dev.kairos.profile.ProfileView;
import dev.kairos.rules.RuleSession;
import dev.kairos.schema.Schema;
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
 * The steps of a decision one by one: parse, profile, rules, arbitration (eight proposals, two placements), write.
 *
 * <pre>benchmarks/bin/jmh StepBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
public class StepBenchmark {

    private static final int PROPOSED = 8;
    private static final int PEOPLE = 1_024;

    @Param("1000000")
    int profiles;

    @Param("200")
    int rules;

    private DecideFixture fixture;
    private DecideRequest request;
    private DecideRequestReader reader;
    private ProfileReader store;
    private ProfileView person;
    private int next;
    private Arbitrator arbitrator;
    private Arbitration arbitration;
    private Occasion occasion;
    private Proposals proposals;
    private RuleSession session;
    private MomentBase moment;
    private ProfileView nobody;
    private final ProfileView[] people = new ProfileView[PEOPLE];
    private int basketSlot;
    private Proposals proposed;
    private final Deadline deadline = new Deadline(System::nanoTime);
    private Decider decider;
    private Answer answer;
    private AnswerWriter writer;

    @Setup(Level.Trial)
    public void start() {
        fixture = new DecideFixture(profiles, rules);
        Schema schema = fixture.pack.schema();
        Catalogue catalogue = fixture.pack.catalogue();
        request = new DecideRequest(schema, catalogue);
        reader = new DecideRequestReader(schema, catalogue, DecideLimits.DEFAULT);
        store = fixture.store.newReader();
        person = fixture.store.layout().newView(Kind.PERSON);
        store.readPerson(fixture.userIds[0], null, person);
        setUpRules(schema, catalogue);
        setUpArbitration(catalogue);
        decider = fixture.newDecider();
        reader.read(fixture.bodies[0], 0, fixture.bodies[0].length, request);
        answer = decider.decide(request, System.nanoTime(), System.nanoTime());
        writer = new AnswerWriter(fixture.playbook());
    }

    private void setUpRules(Schema schema, Catalogue catalogue) {
        session = fixture.pack.rules().openSession();
        moment = fixture.pack.momentType().newMoment();
        nobody = fixture.store.layout().newView(Kind.HOUSEHOLD);
        basketSlot = schema.slot("basketValue");
        proposed = new Proposals(catalogue);
        for (int i = 0; i < PEOPLE; i++) {
            people[i] = fixture.store.layout().newView(Kind.PERSON);
            store.readPerson(fixture.userIds[i], null, people[i]);
        }
    }

    private void setUpArbitration(Catalogue catalogue) {
        arbitrator = new Arbitrator(catalogue);
        arbitration = new Arbitration(catalogue);
        occasion = new Occasion(catalogue.purposes().size());
        occasion.when(System.currentTimeMillis());
        occasion.where("web", "en");
        occasion.who(fixture.userIds[0], person);
        occasion.placements().addAll(BenchmarkPack.PLACEMENTS.subList(0, 2));
        proposals = new Proposals(catalogue);
        for (int i = 0; i < PROPOSED; i++) {
            proposals.propose("action-" + i * 4, i).lever(1 + i / 10.0);
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        session.close();
        decider.close();
        fixture.close();
    }

    @Benchmark
    public int parse() {
        byte[] body = fixture.nextBody();
        reader.read(body, 0, body.length, request);
        return request.placements().size();
    }

    @Benchmark
    public Object profile() {
        next = next + 1 == fixture.userIds.length ? 0 : next + 1;
        if (!store.readPerson(fixture.userIds[next], null, person)) {
            throw new IllegalStateException("no such customer");
        }
        return person.attribute(0);
    }

    /** A known customer's moment, bound anew, meets 200 rules. */
    @Benchmark
    public int rules() {
        next = next + 1 == people.length ? 0 : next + 1;
        moment.begin(0, fixture.pack.timeZone());
        moment.call("web", "en", BenchmarkPack.PLACEMENTS);
        moment.bind(people[next], nobody, nobody);
        moment.set(basketSlot, 129.95);
        proposed.clear();
        deadline.start(System.nanoTime(), TimeUnit.SECONDS.toNanos(1));
        return session.fire(moment, proposed, deadline).firedCount();
    }

    @Benchmark
    public Object arbitration() {
        arbitrator.arbitrate(occasion, proposals, false, arbitration);
        return arbitration.slot(1).winner();
    }

    @Benchmark
    public int write() {
        return writer.write(answer).length();
    }
}
