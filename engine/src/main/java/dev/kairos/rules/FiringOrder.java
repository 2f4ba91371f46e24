package dev.kairos.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order the rules of one network fire: triggers first, then rules that suppress, then by salience, the highest
 * first, then as they stand in their files. A rule's place in it is its rank. Immutable.
 *
 * <p>Suppression comes first because a deadline may cut the firing short: what was proposed by then must not be shown
 * for want of a rule that would have forbidden it.
 */
final class FiringOrder {

    private final int[] ruleAtRank;
    private final Map<Integer, Integer> rankOfRule = new HashMap<>();
    /** By rank: the activation group, or -1. Of the rules in a group only the first to match fires. */
    private final int[] groupAtRank;

    private final int groups;

    FiringOrder(List<CheckedRule> rules) {
        int count = rules.size();
        List<CheckedRule> ordered = new ArrayList<>(rules);
        ordered.sort(Comparator.comparing((CheckedRule rule) -> rule.kind() != RuleKind.TRIGGER)
                .thenComparing(rule -> !mentionsSuppress(rule))
                .thenComparingInt(rule -> -rule.source().attributes().salience()));
        ruleAtRank = new int[count];
        groupAtRank = new int[count];
        Map<String, Integer> groupNumbers = new HashMap<>();
        for (int rank = 0; rank < count; rank++) {
            CheckedRule rule = ordered.get(rank);
            int index = rule.info().index();
            ruleAtRank[rank] = index;
            rankOfRule.put(index, rank);
            String group = rule.source().attributes().activationGroup();
            groupAtRank[rank] = group == null ? -1 : groupNumbers.computeIfAbsent(group, g -> groupNumbers.size());
        }
        groups = groupNumbers.size();
    }

    /** Once too often, for the word in a comment, does no harm. */
    private static boolean mentionsSuppress(CheckedRule rule) {
        return rule.isDecide() && rule.source().then().contains("suppress");
    }

    int size() {
        return ruleAtRank.length;
    }

    int rule(int rank) {
        return ruleAtRank[rank];
    }

    int rank(int rule) {
        return rankOfRule.get(rule);
    }

    int group(int rank) {
        return groupAtRank[rank];
    }

    int groups() {
        return groups;
    }
}
