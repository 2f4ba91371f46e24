package dev.kairos.benchmarks.rules;

import dev.kairos.arbitration.Proposals;
import dev.kairos.benchmarks.People;
import dev.kairos.benchmarks.Scene;
import dev.kairos.moment.Deadline;
import dev.kairos.rules.RuleSession;
import java.util.concurrent.TimeUnit;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.KieContainerSessionsPool;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.StatelessKieSession;
import org.kie.api.runtime.rule.FactHandle;
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
 * The same rules, the same customers, and the ways to let them meet that were rejected (docs/decisions/1220). All but
 * {@link #kairos} are Drools' own sessions over an executable model of what a rule author writes; their facts are ready
 * before the clock starts, while Kairos binds its moment to the profile within it. 20 attributes only.
 *
 * <pre>benchmarks/bin/jmh SessionsBenchmark -prof gc -p profiles=20000 -p rules=200,1000</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-Xms1g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class SessionsBenchmark {

    private People people;
    private final Deadline deadline = new Deadline(System::nanoTime);
    private Proposals proposals;
    private int next;

    /** Kairos' own. */
    @State(Scope.Thread)
    public static class Ours {

        private RuleSession session;

        @Setup(Level.Trial)
        public void open(Scene scene) {
            session = scene.pack().rules().openSession();
        }

        @TearDown(Level.Trial)
        public void close() {
            session.close();
        }
    }

    /** One fact, in each of the ways that Drools has to hold a session. */
    @State(Scope.Thread)
    public static class OneFact {

        private final Facts.One[] facts = new Facts.One[People.COUNT];
        private KieContainer container;
        private KieSession longLived;
        private StatelessKieSession stateless;
        private KieContainerSessionsPool pool;

        @Setup(Level.Trial)
        public void open(Scene scene) {
            People people = new People(scene);
            for (int i = 0; i < facts.length; i++) {
                facts[i] = new Facts.One(people.values(i));
            }
            container = DroolsRules.oneFact(scene.rules());
            longLived = container.newKieSession();
            stateless = container.newStatelessKieSession();
            pool = container.newKieSessionsPool(1);
        }

        @TearDown(Level.Trial)
        public void close() {
            longLived.dispose();
            pool.shutdown();
            container.dispose();
        }
    }

    /** Three facts that rules join. */
    @State(Scope.Thread)
    public static class Joined {

        private final Facts.Profile[] profiles = new Facts.Profile[People.COUNT];
        private final Facts.Journey[] journeys = new Facts.Journey[People.COUNT];
        private final Facts.Context[] contexts = new Facts.Context[People.COUNT];
        private KieContainer container;
        private KieSession session;

        @Setup(Level.Trial)
        public void open(Scene scene) {
            People people = new People(scene);
            for (int i = 0; i < profiles.length; i++) {
                profiles[i] = new Facts.Profile(people.values(i));
                journeys[i] = new Facts.Journey(people.values(i));
                contexts[i] = new Facts.Context(people.values(i));
            }
            container = DroolsRules.joined(scene.rules());
            session = container.newKieSession();
        }

        @TearDown(Level.Trial)
        public void close() {
            session.dispose();
            container.dispose();
        }
    }

    @Setup(Level.Trial)
    public void open(Scene scene) {
        people = new People(scene);
        proposals = new Proposals(scene.pack().catalogue());
    }

    private int nextPerson() {
        next = next + 1 & People.COUNT - 1;
        proposals.clear();
        return next;
    }

    @Benchmark
    public int kairos(Ours ours) {
        int person = nextPerson();
        deadline.start(System.nanoTime(), TimeUnit.SECONDS.toNanos(1));
        return people.checked(
                person,
                ours.session.fire(people.moment(person), proposals, deadline).firedCount());
    }

    /** One fact in a session that stays: insert, fire, delete; what fires goes over Drools' agenda. */
    @Benchmark
    public int longLived(OneFact rules) {
        int person = nextPerson();
        rules.longLived.setGlobal(DroolsRules.PROPOSALS, proposals);
        FactHandle fact = rules.longLived.insert(rules.facts[person]);
        int fired = rules.longLived.fireAllRules();
        rules.longLived.delete(fact);
        return people.checked(person, fired);
    }

    /** Drools makes a session for each call. */
    @Benchmark
    public int stateless(OneFact rules) {
        int person = nextPerson();
        rules.stateless.setGlobal(DroolsRules.PROPOSALS, proposals);
        rules.stateless.execute(rules.facts[person]);
        return people.checked(person, proposals.size());
    }

    /** A session out of Drools' pool, which resets it when it is given back. */
    @Benchmark
    public int pooled(OneFact rules) {
        int person = nextPerson();
        KieSession session = rules.pool.newKieSession();
        session.setGlobal(DroolsRules.PROPOSALS, proposals);
        session.insert(rules.facts[person]);
        int fired = session.fireAllRules();
        session.dispose();
        return people.checked(person, fired);
    }

    /** Profile, journey and context in a session that stays. */
    @Benchmark
    public int joined(Joined rules) {
        int person = nextPerson();
        KieSession session = rules.session;
        session.setGlobal(DroolsRules.PROPOSALS, proposals);
        FactHandle profile = session.insert(rules.profiles[person]);
        FactHandle journey = session.insert(rules.journeys[person]);
        FactHandle context = session.insert(rules.contexts[person]);
        int fired = session.fireAllRules();
        session.delete(profile);
        session.delete(journey);
        session.delete(context);
        return people.checked(person, fired);
    }
}
