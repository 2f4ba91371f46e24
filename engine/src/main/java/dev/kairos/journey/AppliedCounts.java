package dev.kairos.journey;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import dev.kairos.profile.WriteResult;
import dev.kairos.rules.Firing;
import dev.kairos.rules.RuleBook;
import java.util.concurrent.atomic.LongAdder;

/** What the applier counts. */
final class AppliedCounts {

    final LongAdder touchpoints;
    final LongAdder changes;
    final LongAdder others;
    final LongAdder repeated;
    final LongAdder late;
    final LongAdder unreadable;
    final LongAdder traitsUnknown;
    final LongAdder actions;
    final LongAdder timers;

    private final Metrics metrics;

    AppliedCounts(Metrics metrics) {
        this.metrics = metrics;
        touchpoints = metrics.counter(Metric.JOURNAL_APPLIED, "touchpoint");
        changes = metrics.counter(Metric.JOURNAL_APPLIED, "change");
        others = metrics.counter(Metric.JOURNAL_APPLIED, "other");
        unreadable = metrics.counter(Metric.JOURNAL_APPLIED, "unreadable");
        repeated = metrics.counter(Metric.TOUCHPOINTS, "repeated");
        late = metrics.counter(Metric.TOUCHPOINTS, "late");
        traitsUnknown = metrics.counter(Metric.TRAITS_UNKNOWN);
        actions = metrics.counter(Metric.ACTIONS);
        timers = metrics.counter(Metric.TIMERS);
    }

    /** How a touchpoint ended. */
    void touchpoint(WriteResult result) {
        touchpoints.increment();
        if (!result.done()) {
            metrics.counter(Metric.TOUCHPOINTS, result.word()).increment();
        }
    }

    /** Rules that went wrong, by name. */
    void faults(Firing firing, RuleBook rules) {
        for (int i = 0; i < firing.faultCount(); i++) {
            metrics.counter(Metric.RULE_FAULTS, rules.name(firing.fault(i))).increment();
        }
    }
}
