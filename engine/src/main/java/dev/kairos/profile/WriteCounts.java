package dev.kairos.profile;

import dev.kairos.metrics.Metric;
import dev.kairos.metrics.Metrics;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Counts changes by their result, and has a look at how full the store is. The writer's thread only. */
final class WriteCounts {

    private final FillWatch fill;
    private final LongAdder[] counters;

    WriteCounts(FillWatch fill, Metrics metrics) {
        this.fill = fill;
        this.counters = Arrays.stream(WriteResult.values())
                .map(result -> metrics.counter(Metric.PROFILE_WRITES, result.word()))
                .toArray(LongAdder[]::new);
    }

    void add(WriteResult result) {
        counters[result.ordinal()].increment();
        fill.look();
    }
}
