package dev.kairos.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** All figures of one running engine. Thread-safe; counters are striped, so that event loops do not share a line. */
public final class Metrics {

    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 1.0};
    private static final double NANOS = 1e-9;

    /**
     * The figures of the process, which are the same for all. They listen to the collectors and are never let go, so
     * whatever they are registered with stays in memory, too: never with the figures of one engine.
     */
    private static final class OfTheJvm {
        static final PrometheusRegistry REGISTRY = new PrometheusRegistry();

        static {
            JvmMetrics.builder().register(REGISTRY);
        }
    }

    private final Map<Metric, Map<String, LongAdder>> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, DoubleSupplier> gauges = new ConcurrentHashMap<>();
    private final List<StepRecorder> recorders = new CopyOnWriteArrayList<>();
    private final Map<Step, StepTotals> totals = new EnumMap<>(Step.class);
    private final LongSupplier nanoTime;
    private final PrometheusRegistry registry = new PrometheusRegistry();

    public Metrics() {
        this(System::nanoTime);
    }

    Metrics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        for (Metric metric : Metric.values()) {
            counters.put(metric, new ConcurrentHashMap<>());
        }
        for (Step step : Step.values()) {
            totals.put(step, new StepTotals(nanoTime.getAsLong()));
        }
        registry.register(this::collect);
    }

    /** The counter itself, to be kept by whoever counts often. */
    public LongAdder counter(Metric metric) {
        return counter(metric, "");
    }

    /** @param labelValue the value of the metric's one label */
    public LongAdder counter(Metric metric, String labelValue) {
        return counters.get(metric).computeIfAbsent(labelValue, any -> new LongAdder());
    }

    /** Replaces the gauge's source. */
    public void gauge(Metric metric, DoubleSupplier source) {
        gauges.put(metric, source);
    }

    /** A recorder for one thread; the figures of all are added up. */
    public StepRecorder newStepRecorder() {
        StepRecorder recorder = new StepRecorder();
        recorders.add(recorder);
        return recorder;
    }

    /** What was recorded in the last one to two minutes, in nanoseconds; for tests and benchmarks. */
    public synchronized Histogram latencies(Step step) {
        gather();
        return totals.get(step).window();
    }

    /** Prometheus text format 0.0.4, UTF-8. */
    public byte[] exposition() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        try {
            PrometheusTextFormatWriter writer = new PrometheusTextFormatWriter(false);
            writer.write(out, OfTheJvm.REGISTRY.scrape());
            writer.write(out, registry.scrape());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private synchronized MetricSnapshots collect() {
        gather();
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (Metric metric : Metric.values()) {
            if (metric.kind() == Metric.Kind.COUNTER) {
                all.metricSnapshot(counterSnapshot(metric));
            } else if (gauges.containsKey(metric)) {
                all.metricSnapshot(GaugeSnapshot.builder()
                        .name(metric.id())
                        .help(metric.help())
                        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .value(gauges.get(metric).getAsDouble())
                                .build())
                        .build());
            }
        }
        return all.metricSnapshot(steps()).build();
    }

    private CounterSnapshot counterSnapshot(Metric metric) {
        CounterSnapshot.Builder snapshot =
                CounterSnapshot.builder().name(metric.id()).help(metric.help());
        String label = metric.label();
        counters.get(metric)
                .forEach((value, count) -> snapshot.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(label == null ? Labels.EMPTY : Labels.of(label, value))
                        .value(count.sum())
                        .build()));
        return snapshot.build();
    }

    private SummarySnapshot steps() {
        SummarySnapshot.Builder steps = SummarySnapshot.builder()
                .name("kairos_step_seconds")
                .help("Time per step of the decide path, and the wait for the event loop;"
                        + " quantiles over the last one to two minutes.");
        totals.forEach((step, total) -> steps.dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                .labels(Labels.of("step", step.word()))
                .count(total.count())
                .sum(total.sumNanos() * NANOS)
                .quantiles(quantiles(total.window()))
                .build()));
        return steps.build();
    }

    private static Quantiles quantiles(Histogram histogram) {
        Quantiles.Builder quantiles = Quantiles.builder();
        for (double quantile : QUANTILES) {
            quantiles.quantile(new Quantile(quantile, histogram.getValueAtPercentile(quantile * 100) * NANOS));
        }
        return quantiles.build();
    }

    private void gather() {
        long now = nanoTime.getAsLong();
        totals.values().forEach(total -> total.turn(now));
        for (StepRecorder recorder : recorders) {
            recorder.drain((step, recorded) -> totals.get(step).add(recorded));
        }
    }
}
