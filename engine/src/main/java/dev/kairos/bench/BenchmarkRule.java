package dev.kairos.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** A rule of {@link BenchmarkPack}, as data, so that a benchmark can put it to another engine or check what it does. */
public record BenchmarkRule(int number, List<Test> tests, String action, double lever) {

    private static final int SEED = 20_260_101;
    private static final int ACTIONS = 40;
    static final int VALUES = 25;

    /** @param operator {@code ==}, {@code >} or {@code >=} */
    public record Test(String property, String operator, Object literal) {

        /** Whether a value passes; one that is missing never does. */
        public boolean isMetBy(Object value) {
            return switch (operator) {
                case "==" -> literal.equals(value);
                case ">" -> value instanceof Number number && number.doubleValue() > asDouble();
                default -> value instanceof Number number && number.doubleValue() >= asDouble();
            };
        }

        private double asDouble() {
            return ((Number) literal).doubleValue();
        }

        /** As a rule author writes it. */
        public String drl() {
            String written = literal instanceof String word ? '"' + word + '"' : literal.toString();
            return property + " " + operator + " " + written;
        }
    }

    /** All rules of a pack of that size, the same for the same size. */
    public static List<BenchmarkRule> of(BenchmarkSize size) {
        Random random = new Random(SEED);
        List<BenchmarkRule> rules = new ArrayList<>();
        for (int i = 0; i < size.rules(); i++) {
            List<Test> tests = i < size.everywhere() ? everywhere(size, random) : somewhere(i, size, random);
            rules.add(new BenchmarkRule(i, tests, "action-" + i % ACTIONS, 0.5 + random.nextInt(10) / 10.0));
        }
        return rules;
    }

    private static List<Test> everywhere(BenchmarkSize size, Random random) {
        return List.of(
                new Test("amount" + random.nextInt(size.amounts()), ">=", 0),
                new Test("count" + random.nextInt(size.counts()), ">=", 0));
    }

    private static List<Test> somewhere(int i, BenchmarkSize size, Random random) {
        List<Test> tests = new ArrayList<>();
        int words = size.words();
        tests.add(new Test("word" + i % words, "==", "w" + i / words % VALUES));
        if (i >= words * VALUES) {
            tests.add(new Test("word" + (i + 1) % words, "==", "w" + random.nextInt(VALUES)));
        }
        tests.add(new Test("amount" + random.nextInt(size.amounts()), ">", random.nextInt(400)));
        if (i % 3 == 0) {
            tests.add(new Test("count" + random.nextInt(size.counts()), ">=", random.nextInt(30)));
        }
        if (i % 5 == 0) {
            tests.add(new Test("basketValue", ">", random.nextInt(50)));
        }
        return tests;
    }

    String drl() {
        return String.format(
                Locale.ROOT,
                "rule \"Rule %d\"%nwhen%n  Moment( %s )%nthen%n  decision.propose(\"%s\").lever(%.1f).because(\"rule %d\");%nend%n%n",
                number,
                tests.stream().map(Test::drl).collect(Collectors.joining(", ")),
                action,
                lever,
                number);
    }
}
