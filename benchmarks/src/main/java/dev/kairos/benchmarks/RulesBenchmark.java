package dev.kairos.benchmarks;

import dev.kairos.arbitration.Proposals;
import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Group;
import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import dev.kairos.rules.Firing;
import dev.kairos.rules.RuleBook;
import dev.kairos.rules.RuleFile;
import dev.kairos.rules.RuleSession;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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
 * One moment meets all rules: insert, fire, retract. Rules have two to four conditions, most of them an equality on one
 * of six keywords and ranges of numbers; about 10 of them fire on a moment. Run it with
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar RulesBenchmark -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-Xms512m"})
public class RulesBenchmark {

    private static final int KEYWORDS = 6;
    private static final int WORDS = 8;
    private static final int NUMBERS = 10;
    private static final int ACTIONS = 40;
    private static final int MOMENTS = 1024;

    @Param({"200", "1000"})
    int rules;

    private RuleBook book;
    private RuleSession session;
    private Proposals proposals;
    private final Deadline deadline = new Deadline(System::nanoTime);
    private final MomentBase[] moments = new MomentBase[MOMENTS];
    private int next;

    @Setup(Level.Trial)
    public void open() {
        Random random = new Random(42);
        Schema schema = schema();
        MomentType type = MomentType.of(schema);
        Catalogue catalogue = catalogue();
        Mistakes mistakes = new Mistakes();
        book = RuleBook.compile(List.of(new RuleFile("bench.drl", drl(rules, random))), type, catalogue, mistakes);
        if (book == null) {
            throw new IllegalStateException(mistakes.sorted().toString());
        }
        session = book.openSession();
        proposals = new Proposals(catalogue);
        for (int i = 0; i < MOMENTS; i++) {
            moments[i] = moment(type, schema, random);
        }
        check();
    }

    /** A benchmark of rules that do not fire would measure nothing. */
    private void check() {
        int fired = 0;
        for (int i = 0; i < MOMENTS; i++) {
            fired += fire().firedCount();
        }
        double perCall = (double) fired / MOMENTS;
        System.out.printf("%d rules, %.1f fire per call%n", rules, perCall);
        if (perCall < 3) {
            throw new IllegalStateException("only " + perCall + " rules fire per call");
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        session.close();
        book.close();
    }

    @Benchmark
    public Firing fire() {
        proposals.clear();
        deadline.start(System.nanoTime(), 50_000_000);
        return session.fire(moments[next++ & MOMENTS - 1], proposals, deadline);
    }

    private static Schema schema() {
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < KEYWORDS; i++) {
            attributes.add(attribute("keyword" + i, AttributeType.KEYWORD));
        }
        for (int i = 0; i < NUMBERS; i++) {
            attributes.add(attribute("number" + i, i % 2 == 0 ? AttributeType.DECIMAL : AttributeType.INT));
        }
        for (int i = 0; i < 4; i++) {
            attributes.add(attribute("flag" + i, AttributeType.BOOLEAN));
        }
        return new Schema(attributes);
    }

    private static Attribute attribute(String name, AttributeType type) {
        return Attribute.of(name, dev.kairos.schema.Scope.PERSON, type);
    }

    private static Catalogue catalogue() {
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < ACTIONS; i++) {
            actions.add(new Action("action-" + i, i, 0, 1, 0.1, -1, Set.of(), null, null, List.of()));
        }
        return new Catalogue(
                List.of(), List.of(new Group("all", 0, "")), List.of(), actions, List.of(), List.of(), Set.of());
    }

    private static String drl(int rules, Random random) {
        StringBuilder drl = new StringBuilder();
        // The same number of rules fires whatever there are: more rules are more special ones.
        for (int i = 0; i < rules; i++) {
            drl.append("rule \"r").append(i).append("\" when Moment( ");
            int kind = i % 20;
            if (kind < 16) {
                drl.append(keyword(random)).append(", ");
            } else if (kind == 16) {
                drl.append("flag").append(random.nextInt(4)).append(", ");
            }
            int ranges = 1 + random.nextInt(3);
            for (int r = 0; r < ranges; r++) {
                drl.append(r > 0 ? ", " : "").append(range(random, rules));
            }
            drl.append(" ) then decision.propose(\"action-").append(i % ACTIONS).append("\").lever(1.2)");
            drl.append(".because(\"rule ").append(i).append("\"); end\n");
        }
        return drl.toString();
    }

    private static String keyword(Random random) {
        return "keyword" + random.nextInt(KEYWORDS) + " == \"word" + random.nextInt(WORDS) + "\"";
    }

    private static String range(Random random, int rules) {
        int number = random.nextInt(NUMBERS);
        int bound = rules > 200 ? 900 : 500;
        return "number" + number + (random.nextBoolean() ? " > " + bound : " <= " + (1000 - bound));
    }

    private static MomentBase moment(MomentType type, Schema schema, Random random) {
        MomentBase moment = type.newMoment();
        moment.begin(1_700_000_000_000L, ZoneId.of("UTC"));
        moment.call("web", "en", List.of("home"));
        List<Attribute> attributes = schema.attributes();
        for (int slot = 0; slot < attributes.size(); slot++) {
            if (random.nextInt(10) > 0) {
                moment.set(slot, value(attributes.get(slot).type(), random));
            }
        }
        return moment;
    }

    private static Object value(AttributeType type, Random random) {
        return switch (type) {
            case KEYWORD -> ("word" + random.nextInt(WORDS)).intern();
            case DECIMAL -> random.nextInt(100_000) / 100.0;
            case INT -> random.nextInt(1000);
            default -> random.nextBoolean();
        };
    }
}
