package dev.kairos.decision;

import java.util.List;

/**
 * What was found of one customer's decisions.
 *
 * @param decisions newest first
 * @param sinceMs nothing was looked at before this time: later than asked for when the limit was reached, or there were
 *     too many decisions of others in between
 */
public record RecentDecisions(List<DecisionRecord> decisions, long sinceMs) {

    public RecentDecisions {
        decisions = List.copyOf(decisions);
    }
}
