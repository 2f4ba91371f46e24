package dev.kairos.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How large {@link BenchmarkPack} is and what its customers are like.
 *
 * @param rules how many
 * @param attributes of a person: two in five are keywords, one in four whole numbers, one in five decimals
 * @param placements in the catalogue
 * @param everywhere how many of the rules fire for everybody, besides the six or so that fire anyway
 */
public record BenchmarkSize(int rules, int attributes, int placements, int everywhere) {

    /** As most figures are taken. */
    public static final int ATTRIBUTES = 20;

    private static final List<String> NAMED = List.of("home.hero", "home.sidebar", "app.card", "account.banner");

    public BenchmarkSize {
        require("rules", rules, 0, 100_000);
        require("attributes", attributes, 10, 1_000);
        require("placements", placements, 1, 32);
        require("everywhere", everywhere, 0, rules);
    }

    public static BenchmarkSize ofRules(int rules) {
        return new BenchmarkSize(rules, ATTRIBUTES, NAMED.size(), 0);
    }

    /** The ids of the placements in the catalogue: never fewer than the four that have names of their own. */
    public List<String> placementIds() {
        return IntStream.range(0, Math.max(placements, NAMED.size()))
                .mapToObj(i -> i < NAMED.size() ? NAMED.get(i) : "page.slot" + i)
                .toList();
    }

    int words() {
        return attributes * 2 / 5;
    }

    int counts() {
        return attributes / 4;
    }

    int amounts() {
        return attributes / 5;
    }

    /** A boolean, an instant and a set of keywords in turn. */
    int others() {
        return attributes - words() - counts() - amounts();
    }

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "a benchmark's pack with " + value + " " + what + ": from " + least + " to " + most);
        }
    }
}
