package dev.kairos.journey;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
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

    AppliedCounts(Metrics metrics) {
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
}
