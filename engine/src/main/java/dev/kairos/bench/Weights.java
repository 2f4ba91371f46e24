package dev.kairos.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What share of the calls is of which kind. Those that are not named are none. */
public record Weights(Map<CallKind, Integer> of) {

    public static final Weights DECIDE_ONLY = new Weights(Map.of(CallKind.DECIDE, 100));

    private static final int MOST = 1_000_000;

    /** @throws IllegalArgumentException when there is nothing, or no decision whose outcome could be told */
    public Weights {
        of = Map.copyOf(of);
        long sum = 0;
        for (int weight : of.values()) {
            if (weight < 1 || weight > MOST) {
                throw new IllegalArgumentException("a weight is from 1 to 1,000,000, not " + weight);
            }
            sum += weight;
        }
        if (sum == 0) {
            throw new IllegalArgumentException("no kind of call is asked for");
        }
        if (of.containsKey(CallKind.OUTCOME) && !of.containsKey(CallKind.DECIDE)) {
            throw new IllegalArgumentException("outcomes are told of decisions: decide is missing");
        }
    }

    /**
     * Reads e.g. {@code decide=90,touchpoint=8,outcome=2}.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static Weights parse(String text) {
        Map<CallKind, Integer> weights = new EnumMap<>(CallKind.class);
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("=", -1);
            CallKind kind = CallKind.ofWord(pair[0])
                    .orElseThrow(() ->
                            new IllegalArgumentException("'" + pair[0] + "' is none of decide, touchpoint, outcome"));
            if (pair.length != 2 || weights.put(kind, number(pair[1])) != null) {
                throw new IllegalArgumentException("'" + part + "' is not one kind=weight");
            }
        }
        return new Weights(weights);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }

    Set<CallKind> kinds() {
        return of.keySet();
    }

    /** Kinds in these shares, in an order that looks like chance and is the same for a seed. */
    CallKind[] pattern(int length, long seed) {
        int sum = of.values().stream().mapToInt(Integer::intValue).sum();
        CallKind[] pattern = new CallKind[length];
        int from = 0;
        int upTo = 0;
        for (CallKind kind : CallKind.values()) {
            upTo += of.getOrDefault(kind, 0);
            int to = (int) ((long) length * upTo / sum);
            Arrays.fill(pattern, from, to, kind);
            from = to;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            CallKind kind = pattern[i];
            pattern[i] = pattern[other];
            pattern[other] = kind;
        }
        return pattern;
    }
}
