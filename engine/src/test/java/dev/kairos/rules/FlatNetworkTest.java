package dev.kairos.rules;

import static dev.kairos.rules.RuleFixture.CATALOGUE;
import static dev.kairos.rules.RuleFixture.TYPE;
import static dev.kairos.rules.RuleFixture.moment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistakes;
import dev.kairos.moment.MomentBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Walking the network finds what asking every condition of every rule finds. */
class FlatNetworkTest {

    private static final int RULES = 150;
    private static final List<String> BOUNDS = List.of(
            "balance > 2",
            "balance >= 2",
            "balance < 2",
            "balance <= 2",
            "balance > 0.0",
            "balance >= -0.0",
            "balance < 1.7976931348623157E308",
            "balance >= 4.9E-324",
            "balance < 0",
            "3 < balance",
            "2.5 >= balance",
            "visits > 2",
            "visits >= 2",
            "visits < 2",
            "visits <= 2",
            "visits > 2.5",
            "visits >= 2.5",
            "visits < -2.5",
            "visits <= -2.5",
            "visits > 2.0",
            "visits < 2.0",
            "2 > visits",
            "visits > 9223372036854775806",
            "visits >= 9223372036854775807",
            "visits > 9223372036854775807",
            "visits < -9223372036854775807",
            "visits > 9007199254740993",
            "visits > 9007199254740992.0",
            "visits < 1e300",
            "age > 2",
            "age < 2.5",
            "age >= 2147483647",
            "age < 2147483648",
            "age > -3000000000",
            "hour >= 10",
            "hour < 10",
            "hour > 9.5",
            "hour <= 9");
    private static final List<? extends Number> NUMBERS = List.of(
            0.0,
            -0.0,
            1.5,
            2.0,
            2.5,
            -2.5,
            3.0,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.MIN_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            0L,
            2L,
            3L,
            -2L,
            -3L,
            Long.MAX_VALUE,
            Long.MAX_VALUE - 1,
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1,
            9007199254740992L,
            9007199254740993L,
            9007199254740994L,
            1,
            2,
            3,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE);

    private final Random random = new Random(11);

    @Test
    void findsTheRulesWhoseConditionsAreAllMet() {
        CompiledRules compiled = compiled(drl());
        Network network = Network.build(compiled, CheckedRule::isDecide);
        AlphaMatcher matcher = new AlphaMatcher(network, new Firing(RULES));
        int found = 0;

        for (int i = 0; i < 2_000; i++) {
            MomentBase moment = moment(attributes());
            matcher.match(moment);

            List<Integer> expected = matching(compiled, RULES, moment);
            assertThat(matching(network, matcher)).hasSameElementsAs(expected).hasSameSizeAs(expected);
            found += expected.size();
        }

        assertThat(found).isGreaterThan(10_000);
    }

    @Test
    void aBoundLetsThroughWhatJavaDoes() {
        CompiledRules compiled = compiled(RuleFixture.rulesFor(BOUNDS));
        Network network = Network.build(compiled, CheckedRule::isDecide);
        AlphaMatcher matcher = new AlphaMatcher(network, new Firing(BOUNDS.size()));

        for (Number number : NUMBERS) {
            String property = number instanceof Double ? "balance" : number instanceof Long ? "visits" : "age";
            MomentBase moment = moment(Map.of(property, number));
            matcher.match(moment);

            List<Integer> expected = matching(compiled, BOUNDS.size(), moment);
            assertThat(matching(network, matcher)).as(property + " " + number).hasSameElementsAs(expected);
        }
    }

    /** One to four conditions of few kinds, so that they are shared and hashed at the root and below it. */
    private String drl() {
        StringBuilder drl = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            List<String> conditions = new ArrayList<>();
            for (int n = random.nextInt(4); n >= 0; n--) {
                int value = random.nextInt(5);
                conditions.add(
                        switch (random.nextInt(9)) {
                            case 0 -> "segment == \"s" + value + "\"";
                            case 1 -> "stage == \"s" + value + "\"";
                            case 2 -> "age == " + value;
                            case 3 -> "vip == " + (value < 2);
                            case 4 -> "balance > " + value;
                            case 5 -> "balance <= " + value;
                            case 6 -> "age " + (value < 2 ? "<" : ">=") + " " + value;
                            case 7 -> value + ".5 > visits";
                            default -> "visits in (" + value + ", 3)";
                        });
            }
            drl.append("rule \"").append(i).append("\" salience ").append(random.nextInt(9));
            drl.append(" when Moment( ").append(String.join(", ", conditions));
            drl.append(" ) then decision.propose(\"gold-upgrade\"); end\n");
        }
        return drl.toString();
    }

    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("segment", random.nextInt(4) == 0 ? null : new String("s" + random.nextInt(6)));
        attributes.put("stage", "s" + random.nextInt(6));
        attributes.put("age", random.nextInt(4) == 0 ? null : Integer.valueOf(random.nextInt(6)));
        attributes.put("vip", random.nextBoolean());
        attributes.put("balance", random.nextInt(4) == 0 ? null : Double.valueOf(6 * random.nextDouble()));
        attributes.put("visits", (long) random.nextInt(6));
        return attributes;
    }

    private static List<Integer> matching(CompiledRules compiled, int rules, MomentBase moment) {
        List<Integer> matching = new ArrayList<>();
        for (int rule = 0; rule < rules; rule++) {
            boolean all = true;
            for (int condition : compiled.conditionsOf(rule)) {
                all &= compiled.<MomentBase>condition(condition).test(moment);
            }
            if (all) {
                matching.add(rule);
            }
        }
        return matching;
    }

    private static List<Integer> matching(Network network, AlphaMatcher matcher) {
        List<Integer> matching = new ArrayList<>();
        for (int rank = matcher.next(0); rank >= 0; rank = matcher.next(rank + 1)) {
            matching.add(network.order().rule(rank));
        }
        return matching;
    }

    private static CompiledRules compiled(String drl) {
        CompiledRules compiled = new RuleCompiler(Vocabulary.of(TYPE, CATALOGUE), new Mistakes())
                .compile(RuleFixture.files(drl), List.of());
        assertThat(compiled).isNotNull();
        return compiled;
    }
}
