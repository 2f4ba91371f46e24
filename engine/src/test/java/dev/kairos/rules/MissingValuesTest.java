package dev.kairos.rules;

import static dev.kairos.rules.RuleFixture.NOW;
import static dev.kairos.rules.RuleFixture.book;
import static dev.kairos.rules.RuleFixture.firing;
import static dev.kairos.rules.RuleFixture.moment;
import static dev.kairos.rules.RuleFixture.rulesFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every operator on every type, with values there and missing, against the same said in plain Java. */
class MissingValuesTest {

    private record Case(String condition, Predicate<Person> oracle) {}

    private record Person(Map<String, Object> values) {
        String segment() {
            return (String) values.get("segment");
        }

        String name() {
            return (String) values.get("name");
        }

        @SuppressWarnings("unchecked")
        Set<String> tags() {
            return (Set<String>) values.get("tags");
        }

        Boolean vip() {
            return (Boolean) values.get("vip");
        }

        Integer age() {
            return (Integer) values.get("age");
        }

        Long visits() {
            return (Long) values.get("visits");
        }

        Double balance() {
            return (Double) values.get("balance");
        }

        Instant since() {
            return (Instant) values.get("since");
        }

        boolean has(String... names) {
            for (String name : names) {
                if (values.get(name) == null) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Case c(String condition, Predicate<Person> oracle) {
        return new Case(condition, oracle);
    }

    private static final Instant LINE = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<Case> CASES = List.of(
            // keyword and text
            c("segment == \"gold\"", p -> p.has("segment") && p.segment().equals("gold")),
            c("\"gold\" == segment", p -> p.has("segment") && p.segment().equals("gold")),
            c("segment != \"gold\"", p -> p.has("segment") && !p.segment().equals("gold")),
            c("segment == null", p -> !p.has("segment")),
            c("segment != null", p -> p.has("segment")),
            c("null == segment", p -> !p.has("segment")),
            c("segment < \"h\"", p -> p.has("segment") && p.segment().compareTo("h") < 0),
            c("segment >= \"h\"", p -> p.has("segment") && p.segment().compareTo("h") >= 0),
            c(
                    "segment in (\"gold\", \"silver\")",
                    p -> p.has("segment") && List.of("gold", "silver").contains(p.segment())),
            c(
                    "segment not in (\"gold\", \"silver\")",
                    p -> p.has("segment") && !List.of("gold", "silver").contains(p.segment())),
            c("segment matches \"g.*\"", p -> p.has("segment") && p.segment().matches("g.*")),
            c(
                    "segment not matches \"g.*\"",
                    p -> p.has("segment") && !p.segment().matches("g.*")),
            c(
                    "segment str[startsWith] \"go\"",
                    p -> p.has("segment") && p.segment().startsWith("go")),
            c(
                    "segment not str[startsWith] \"go\"",
                    p -> p.has("segment") && !p.segment().startsWith("go")),
            c(
                    "segment str[endsWith] \"er\"",
                    p -> p.has("segment") && p.segment().endsWith("er")),
            c("segment str[length] 4", p -> p.has("segment") && p.segment().length() == 4),
            c("segment not str[length] 4", p -> p.has("segment") && p.segment().length() != 4),
            c("segment memberOf tags", p -> p.has("segment", "tags") && p.tags().contains(p.segment())),
            c(
                    "segment not memberOf tags",
                    p -> p.has("segment", "tags") && !p.tags().contains(p.segment())),
            c("segment == name", p -> p.has("segment", "name") && p.segment().equals(p.name())),
            c("segment != name", p -> p.has("segment", "name") && !p.segment().equals(p.name())),
            c("name contains \"o\"", p -> p.has("name") && p.name().contains("o")),
            c("name not contains \"o\"", p -> p.has("name") && !p.name().contains("o")),
            c("name.length() > 3", p -> p.has("name") && p.name().length() > 3),
            c("name.toLowerCase() == \"gold\"", p -> p.has("name") && p.name().equalsIgnoreCase("gold")),
            c(
                    "name.substring(1) != \"x\"",
                    p -> p.has("name") && !p.name().substring(1).equals("x")),
            c("name.isEmpty()", p -> p.has("name") && p.name().isEmpty()),
            c("!name.isEmpty()", p -> p.has("name") && !p.name().isEmpty()),
            c(
                    "segment == \"gold\" || == \"silver\"",
                    p -> p.has("segment") && List.of("gold", "silver").contains(p.segment())),
            // sets
            c("tags contains \"a\"", p -> p.has("tags") && p.tags().contains("a")),
            c("tags not contains \"a\"", p -> p.has("tags") && !p.tags().contains("a")),
            c("tags contains segment", p -> p.has("tags", "segment") && p.tags().contains(p.segment())),
            c("\"a\" memberOf tags", p -> p.has("tags") && p.tags().contains("a")),
            c("\"a\" not memberOf tags", p -> p.has("tags") && !p.tags().contains("a")),
            c("tags.size() >= 1", p -> p.has("tags") && !p.tags().isEmpty()),
            c("tags.isEmpty()", p -> p.has("tags") && p.tags().isEmpty()),
            c("tags == null", p -> !p.has("tags")),
            c("tags != null", p -> p.has("tags")),
            // boolean
            c("vip", p -> p.has("vip") && p.vip()),
            c("!vip", p -> p.has("vip") && !p.vip()),
            c("!!vip", p -> p.has("vip") && p.vip()),
            c("!(vip)", p -> p.has("vip") && !p.vip()),
            c("vip == true", p -> p.has("vip") && p.vip()),
            c("vip == false", p -> p.has("vip") && !p.vip()),
            c("vip != true", p -> p.has("vip") && !p.vip()),
            c("vip != false", p -> p.has("vip") && p.vip()),
            c("vip == null", p -> !p.has("vip")),
            c("vip != null", p -> p.has("vip")),
            c("vip in (true)", p -> p.has("vip") && p.vip()),
            // int
            c("age == 40", p -> p.has("age") && p.age() == 40),
            c("age != 40", p -> p.has("age") && p.age() != 40),
            c("age < 40", p -> p.has("age") && p.age() < 40),
            c("age <= 40", p -> p.has("age") && p.age() <= 40),
            c("age > 40", p -> p.has("age") && p.age() > 40),
            c("age >= 40", p -> p.has("age") && p.age() >= 40),
            c("40 < age", p -> p.has("age") && p.age() > 40),
            c("age > 39.5", p -> p.has("age") && p.age() > 39.5),
            c("age == 40.0", p -> p.has("age") && p.age() == 40),
            c("age in (18, 40)", p -> p.has("age") && (p.age() == 18 || p.age() == 40)),
            c("age not in (18, 40)", p -> p.has("age") && p.age() != 18 && p.age() != 40),
            c("age > 18 && < 30", p -> p.has("age") && p.age() > 18 && p.age() < 30),
            c("age < 18 || > 65", p -> p.has("age") && (p.age() < 18 || p.age() > 65)),
            c("age ( > 18 && < 30 )", p -> p.has("age") && p.age() > 18 && p.age() < 30),
            c("age == -5", p -> p.has("age") && p.age() == -5),
            c("age * 2 + 1 > 80", p -> p.has("age") && p.age() * 2 + 1 > 80),
            c("(age + 1) * 2 <= 80", p -> p.has("age") && (p.age() + 1) * 2 <= 80),
            c("-age < -39", p -> p.has("age") && -p.age() < -39),
            c("age % 2 == 0", p -> p.has("age") && p.age() % 2 == 0),
            c("age / 2 == 20", p -> p.has("age") && p.age() / 2 == 20),
            c("age == null", p -> !p.has("age")),
            c("age + 1 == null", p -> !p.has("age")),
            c("age + visits != null", p -> p.has("age", "visits")),
            c("age > visits", p -> p.has("age", "visits") && p.age() > p.visits()),
            c("age != visits", p -> p.has("age", "visits") && p.age().longValue() != p.visits()),
            c("this.age > 40", p -> p.has("age") && p.age() > 40),
            c("getAge() > 40", p -> p.has("age") && p.age() > 40),
            c("Math.abs(age) > 17", p -> p.has("age") && Math.abs(p.age()) > 17),
            c("Math.max(age, visits) > 50", p -> p.has("age", "visits") && Math.max(p.age(), p.visits()) > 50),
            c("$a : age, $a > 30", p -> p.has("age") && p.age() > 30),
            c("$a : age > 18, visits < $a", p -> p.has("age", "visits") && p.age() > 18 && p.visits() < p.age()),
            c("$d : (age * 2), $d != 80", p -> p.has("age") && p.age() * 2 != 80),
            // long
            c("visits == 3000000000", p -> p.has("visits") && p.visits() == 3_000_000_000L),
            c("visits != 3000000000L", p -> p.has("visits") && p.visits() != 3_000_000_000L),
            c("visits < 10", p -> p.has("visits") && p.visits() < 10),
            c("visits >= 10", p -> p.has("visits") && p.visits() >= 10),
            c("visits in (1, 3000000000)", p -> p.has("visits") && (p.visits() == 1 || p.visits() == 3_000_000_000L)),
            c("visits == null", p -> !p.has("visits")),
            // decimal
            c("balance == 0.5", p -> p.has("balance") && p.balance() == 0.5),
            c("balance != 0.5", p -> p.has("balance") && p.balance() != 0.5),
            c("balance > 1000", p -> p.has("balance") && p.balance() > 1000),
            c("balance <= 1000", p -> p.has("balance") && p.balance() <= 1000),
            c("balance > age", p -> p.has("balance", "age") && p.balance() > p.age()),
            c("balance / 2 > age", p -> p.has("balance", "age") && p.balance() / 2 > p.age()),
            c("balance not in (0.5, 2000)", p -> p.has("balance") && p.balance() != 0.5 && p.balance() != 2000),
            c("balance == null", p -> !p.has("balance")),
            // instant
            c(
                    "since == \"2026-01-01T00:00:00Z\"",
                    p -> p.has("since") && p.since().equals(LINE)),
            c(
                    "since != \"2026-01-01T00:00:00Z\"",
                    p -> p.has("since") && !p.since().equals(LINE)),
            c(
                    "since < \"2026-01-01T00:00:00Z\"",
                    p -> p.has("since") && p.since().isBefore(LINE)),
            c(
                    "since >= \"2026-01-01T00:00:00Z\"",
                    p -> p.has("since") && !p.since().isBefore(LINE)),
            c("since < now", p -> p.has("since") && p.since().isBefore(NOW)),
            c("since.isAfter(now)", p -> p.has("since") && p.since().isAfter(NOW)),
            c("!since.isAfter(now)", p -> p.has("since") && !p.since().isAfter(NOW)),
            c(
                    "daysSince(since) > 30",
                    p -> p.has("since") && NOW.getEpochSecond() - p.since().getEpochSecond() > 31 * 86_400L),
            c("daysSince(since) == null", p -> !p.has("since")),
            c("since == null", p -> !p.has("since")),
            // together
            c("!(age > 40)", p -> !(p.has("age") && p.age() > 40)),
            c("!(segment == \"gold\")", p -> !(p.has("segment") && p.segment().equals("gold"))),
            c("!(age == null) && vip", p -> p.has("age", "vip") && p.vip()),
            c(
                    "(age > 40 || vip) && segment != \"gold\"",
                    p -> (p.has("age") && p.age() > 40 || p.has("vip") && p.vip())
                            && p.has("segment")
                            && !p.segment().equals("gold")),
            c(
                    "age > 18 && age < 65, vip == false",
                    p -> p.has("age", "vip") && p.age() > 18 && p.age() < 65 && !p.vip()),
            c("", p -> true),
            c("$a : age", p -> true),
            c("known == false, channel == \"web\", hour == 10", p -> true),
            c("placements contains \"home.hero\"", p -> true));

    /** Values of each attribute to try; null is missing. */
    private static final Map<String, List<Object>> CHOICES = Map.of(
            "segment", List.of("gold", "silver", "h", "a"),
            "name", List.of("gold", "Bo", "", "Gold"),
            "tags", List.of(Set.of("a", "gold"), Set.of(), Set.of("b")),
            "vip", List.of(true, false),
            "age", List.of(40, 18, 25, 70, -5, 0),
            "visits", List.of(3_000_000_000L, 1L, 10L, 40L),
            "balance", List.of(0.5, 2000.0, 1000.0, -1.0),
            "since", List.of(LINE, NOW.plusSeconds(1), NOW.minusSeconds(3600), Instant.EPOCH));

    @Test
    void everyOperatorTreatsMissingValuesAlike() {
        List<String> conditions = CASES.stream().map(Case::condition).toList();
        try (RuleBook book = book(rulesFor(conditions));
                RuleSession session = book.openSession()) {
            Random random = new Random(1);
            for (int i = 0; i < 3_000; i++) {
                Person person = person(random, i == 0 ? 1 : i == 1 ? 0 : 0.3);
                assertSame(book, session, person, CASES);
            }
        }
    }

    @Test
    void conditionsCanBeCombinedAtWill() {
        Random random = new Random(2);
        List<Case> combined = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            combined.add(combine(random, 3));
        }
        List<String> conditions = combined.stream().map(Case::condition).toList();
        try (RuleBook book = book(rulesFor(conditions));
                RuleSession session = book.openSession()) {
            for (int i = 0; i < 500; i++) {
                assertSame(book, session, person(random, 0.3), combined);
            }
        }
    }

    private static Case combine(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            Case atom = CASES.get(random.nextInt(CASES.size()));
            boolean whole = atom.condition.isEmpty()
                    || atom.condition.contains(",") && !atom.condition.contains(" in (")
                    || atom.condition.contains("$")
                    || atom.condition.contains("Math.max");
            return whole ? combine(random, depth) : new Case("(" + atom.condition + ")", atom.oracle);
        }
        Case a = combine(random, depth - 1);
        Case b = combine(random, depth - 1);
        boolean booleanValue = a.condition.matches("\\(!*\\(?(vip|\\w+\\.is\\w+\\(\\w*\\))\\)?\\)");
        return switch (random.nextInt(booleanValue ? 2 : 3)) {
            case 0 ->
                new Case("(" + a.condition + " && " + b.condition + ")", p -> a.oracle.test(p) && b.oracle.test(p));
            case 1 ->
                new Case("(" + a.condition + " || " + b.condition + ")", p -> a.oracle.test(p) || b.oracle.test(p));
            default -> new Case("!" + a.condition, p -> !a.oracle.test(p));
        };
    }

    private static Person person(Random random, double missing) {
        Map<String, Object> values = new HashMap<>();
        CHOICES.forEach((name, choices) -> {
            if (random.nextDouble() >= missing) {
                values.put(name, choices.get(random.nextInt(choices.size())));
            }
        });
        return new Person(values);
    }

    private static void assertSame(RuleBook book, RuleSession session, Person person, List<Case> cases) {
        Set<String> expected = new TreeSet<>();
        boolean mayFail = person.has("name") && person.name().isEmpty();
        for (int i = 0; i < cases.size(); i++) {
            if (!(mayFail && cases.get(i).condition.contains("substring"))
                    && cases.get(i).oracle.test(person)) {
                expected.add(String.valueOf(i));
            }
        }
        Set<String> fired = firing(book, session, moment(person.values));
        if (mayFail) {
            fired.removeIf(name -> cases.get(Integer.parseInt(name)).condition.contains("substring"));
        }
        assertThat(difference(expected, fired, cases))
                .as("for %s", person.values)
                .isEmpty();
    }

    private static List<String> difference(Set<String> expected, Set<String> fired, List<Case> cases) {
        List<String> different = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            String name = String.valueOf(i);
            if (expected.contains(name) != fired.contains(name)) {
                different.add((fired.contains(name) ? "fired: " : "did not fire: ") + cases.get(i).condition);
            }
        }
        return different;
    }
}
