package dev.kairos.benchmarks.rules;

import dev.kairos.bench.Zipf;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import dev.kairos.rules.Effects;
import dev.kairos.rules.Firing;
import dev.kairos.rules.RuleBook;
import dev.kairos.rules.RuleFile;
import dev.kairos.rules.TouchpointSession;
import dev.kairos.rules.Trigger;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
 * One touchpoint meets all rules and triggers that wait for touchpoints. Sixty events, some far more frequent than
 * others; every second trigger and every rule has a condition beside its event. Run it with
 *
 * <pre>benchmarks/bin/jmh TouchpointRulesBenchmark -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-Xms512m"})
public class TouchpointRulesBenchmark {

    private static final int EVENTS = 60;
    private static final int MOMENTS = 1024;

    /** Rules on touchpoints, and twice as many triggers. */
    @Param({"20", "200"})
    int rules;

    private RuleBook book;
    private TouchpointSession session;
    private final Counted counted = new Counted();
    private final MomentBase[] moments = new MomentBase[MOMENTS];
    private int next;

    @Setup(Level.Trial)
    public void open() {
        Schema schema = schema();
        MomentType type = MomentType.of(schema);
        Mistakes mistakes = new Mistakes();
        Catalogue catalogue = new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Set.of());
        List<RuleFile> files = List.of(new RuleFile("bench.drl", drl(rules)));
        book = RuleBook.compile(files, type, catalogue, triggers(2 * rules), mistakes);
        if (book == null) {
            throw new IllegalStateException(mistakes.sorted().toString());
        }
        session = book.openTouchpointSession();
        Random random = new Random(42);
        Zipf events = new Zipf(EVENTS, 1, 42);
        for (int i = 0; i < MOMENTS; i++) {
            moments[i] = moment(type, schema, "Event " + events.next(), random);
        }
        check();
    }

    /** A benchmark of touchpoints that set off nothing would measure nothing. */
    private void check() {
        for (int i = 0; i < MOMENTS; i++) {
            fire();
        }
        System.out.printf(
                "%d rules, per touchpoint %.1f triggers met and %.2f attributes set%n",
                rules, (double) counted.triggers / MOMENTS, (double) counted.sets / MOMENTS);
        if (counted.triggers < MOMENTS / 2 || counted.sets < MOMENTS / 20) {
            throw new IllegalStateException("too little happens");
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        session.close();
        book.close();
    }

    @Benchmark
    public Firing fire() {
        return session.fire(moments[next++ & MOMENTS - 1], counted);
    }

    private static Schema schema() {
        return new Schema(List.of(
                Attribute.of("segment", dev.kairos.schema.Scope.PERSON, AttributeType.KEYWORD),
                Attribute.of("score", dev.kairos.schema.Scope.PERSON, AttributeType.LONG),
                Attribute.of("total", dev.kairos.schema.Scope.CONTEXT, AttributeType.DECIMAL),
                Attribute.of("category", dev.kairos.schema.Scope.CONTEXT, AttributeType.KEYWORD)));
    }

    private static String drl(int rules) {
        StringBuilder drl = new StringBuilder();
        for (int i = 0; i < rules; i++) {
            drl.append("rule \"r")
                    .append(i)
                    .append("\" when Moment( event == \"Event ")
                    .append(i % EVENTS);
            drl.append("\", total > ")
                    .append(200 + i)
                    .append(", category == \"c")
                    .append(i % 3);
            drl.append("\" ) then decision.set(\"score\", ").append(i).append("); end\n");
        }
        return drl.toString();
    }

    private static List<Trigger> triggers(int count) {
        List<Trigger> triggers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String when = i % 2 == 0 ? null : "total > " + i;
            triggers.add(Trigger.of("Event " + i % EVENTS, when, "journeys.yaml", i + 1));
        }
        return triggers;
    }

    private static MomentBase moment(MomentType type, Schema schema, String event, Random random) {
        MomentBase moment = type.newMoment();
        moment.begin(1_700_000_000_000L, ZoneId.of("UTC"));
        moment.touchpoint(event, "web", "en");
        moment.set(schema.slot("segment"), "gold");
        moment.set(schema.slot("total"), (double) random.nextInt(1_000));
        moment.set(schema.slot("category"), ("c" + random.nextInt(3)).intern());
        return moment;
    }

    private static final class Counted implements Effects {

        long triggers;
        long sets;

        @Override
        public void trigger(int index) {
            triggers++;
        }

        @Override
        public void set(String attribute, Object value) {
            sets++;
        }

        @Override
        public void move(String journey, String stage) {
            throw new IllegalStateException("no rule moves anybody");
        }

        @Override
        public void act(String system, String action, Map<String, Object> arguments) {
            throw new IllegalStateException("no rule acts");
        }
    }
}
