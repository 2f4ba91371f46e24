package dev.kairos.decision;

import dev.kairos.arbitration.Arbitration;
import dev.kairos.arbitration.Reason;
import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.rules.Firing;
import dev.kairos.rules.RuleInfo;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts decisions, placements by reason, and the rules that failed. */
final class DecisionCounts {

    private final Metrics metrics;
    private final List<RuleInfo> rules;
    private final LongAdder decisions;
    private final LongAdder degraded;
    private final LongAdder unreadableTcf;
    private final LongAdder[] byReason = new LongAdder[Reason.values().length];

    DecisionCounts(Metrics metrics, List<RuleInfo> rules) {
        this.metrics = metrics;
        this.rules = rules;
        decisions = metrics.counter(Metric.DECISIONS);
        degraded = metrics.counter(Metric.DECISIONS_DEGRADED);
        unreadableTcf = metrics.counter(Metric.CONSENT_TCF_UNREADABLE);
        for (Reason reason : Reason.values()) {
            byReason[reason.ordinal()] = metrics.counter(Metric.PLACEMENTS, reason.name());
        }
    }

    void countUnreadableTcf() {
        unreadableTcf.increment();
    }

    void count(Answer answer, Firing firing) {
        decisions.increment();
        if (answer.isDegraded()) {
            degraded.increment();
        }
        Arbitration arbitration = answer.arbitration();
        for (int i = 0; i < arbitration.slotCount(); i++) {
            byReason[arbitration.slot(i).reason().ordinal()].increment();
        }
        for (int i = 0; i < firing.faultCount(); i++) {
            metrics.counter(Metric.RULE_FAULTS, rules.get(firing.fault(i)).name())
                    .increment();
        }
    }
}
