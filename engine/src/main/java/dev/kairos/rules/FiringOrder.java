package dev.kairos.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order rules fire: those that suppress first, then by salience, the highest first, then as they stand in
 * their files. A rule's place in it is its rank. Immutable.
 *
 * <p>Suppression comes first because a deadline may cut the firing short: what was proposed by then must not be shown
 * for want of a rule that would have forbidden it.
 */
final class FiringOrder {

    private final int[] ruleAtRank;
    private final int[] rankOfRule;
    /** By rule: the activation group, or -1. Of the rules in a group only the first to match fires. */
    private final int[] groupOfRule;

    private final int groups;

    FiringOrder(List<CheckedRule> rules) {
        int count = rules.size();
        List<CheckedRule> ordered = new ArrayList<>(rules);
        ordered.sort(Comparator.comparing((CheckedRule rule) -> !mentionsSuppress(rule))
                .thenComparingInt(rule -> -rule.source().attributes().salience()));
        ruleAtRank = new int[count];
        rankOfRule = new int[count];
        groupOfRule = new int[count];
        Map<String, Integer> groupNumbers = new HashMap<>();
        for (int rank = 0; rank < count; rank++) {
            CheckedRule rule = ordered.get(rank);
            int index = rule.info().index();
            ruleAtRank[rank] = index;
            rankOfRule[index] = rank;
            String group = rule.source().attributes().activationGroup();
            groupOfRule[index] = group == null ? -1 : groupNumbers.computeIfAbsent(group, g -> groupNumbers.size());
        }
        groups = groupNumbers.size();
    }

    /** Once too often, for the word in a comment, does no harm. */
    private static boolean mentionsSuppress(CheckedRule rule) {
        return rule.source().then().contains("suppress");
    }

    int rule(int rank) {
        return ruleAtRank[rank];
    }

    int rank(int rule) {
        return rankOfRule[rule];
    }

    int group(int rule) {
        return groupOfRule[rule];
    }

    int groups() {
        return groups;
    }
}
