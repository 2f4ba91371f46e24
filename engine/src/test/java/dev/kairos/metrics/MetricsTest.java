package dev.kairos.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {

    private static final Pattern SAMPLE = Pattern.compile(
            "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_]+=\"([^\"\\\\\\n]|\\\\.)*\",?)+})? (NaN|[+-]?Inf|[0-9.eE+-]+)");

    private final AtomicLong clock = new AtomicLong();
    private final Metrics metrics = new Metrics(clock::get);

    @Test
    void exposesWhatEveryPrometheusReads() {
        metrics.counter(Metric.DECISIONS).add(3);
        metrics.counter(Metric.RULE_FAULTS, "a \"quoted\" \\ rule\nof two lines")
                .increment();
        metrics.gauge(Metric.PROFILE_STORE_FILL, () -> 0.25);
        metrics.newStepRecorder().record(Step.RULES, 4_000);

        assertThat(exposition().lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> SAMPLE.matcher(line).matches());
        assertThat(exposition())
                .contains("# TYPE kairos_decisions_total counter", "kairos_decisions_total 3.0")
                .contains("kairos_profile_store_fill_ratio 0.25")
                .contains("kairos_step_seconds_count{step=\"rules\"} 1")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void addsUpWhatSeveralThreadsRecord() {
        StepRecorder first = metrics.newStepRecorder();
        StepRecorder second = metrics.newStepRecorder();
        first.record(Step.PARSE, 1_000);
        second.record(Step.PARSE, 3_000);
        exposition();
        second.record(Step.PARSE, 5_000);

        assertThat(metrics.latencies(Step.PARSE).getTotalCount()).isEqualTo(3);
        assertThat(exposition()).contains("kairos_step_seconds_count{step=\"parse\"} 3");
    }

    @Test
    void forgetsOldLatenciesButNotTheirCount() {
        StepRecorder recorder = metrics.newStepRecorder();
        recorder.record(Step.WHOLE, 1_000_000_000);
        exposition();
        for (int i = 0; i < 3; i++) {
            clock.addAndGet(StepTotals.TURN_NANOS);
            recorder.record(Step.WHOLE, 1_000);
            exposition();
        }

        assertThat(metrics.latencies(Step.WHOLE).getMaxValue()).isLessThan(2_000);
        assertThat(exposition())
                .contains("kairos_step_seconds_count{step=\"whole\"} 4")
                .containsPattern("kairos_step_seconds_sum\\{step=\"whole\"} 1\\.0");
    }

    @Test
    void keepsTheLastMinute() {
        StepRecorder recorder = metrics.newStepRecorder();
        recorder.record(Step.WHOLE, 1_000_000);
        exposition();
        clock.addAndGet(StepTotals.TURN_NANOS);
        exposition();

        assertThat(metrics.latencies(Step.WHOLE).getTotalCount()).isEqualTo(1);
    }

    @Test
    void bearsTimesOutOfRange() {
        StepRecorder recorder = metrics.newStepRecorder();
        recorder.record(Step.WHOLE, -5);
        recorder.record(Step.WHOLE, Long.MAX_VALUE);

        assertThat(metrics.latencies(Step.WHOLE).getTotalCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void hasEachMetricInItsDocumentation(Metric metric) throws IOException {
        String suffix = metric.kind() == Metric.Kind.COUNTER ? "_total" : "";
        String label = metric.label() == null ? "" : "`" + metric.label() + "`";

        assertThat(documentation().lines())
                .anyMatch(line -> line.contains("`" + metric.id() + suffix + "`") && line.contains(label));
    }

    @ParameterizedTest
    @EnumSource
    void hasEachStepInItsDocumentation(Step step) throws IOException {
        assertThat(documentation()).contains("| `" + step.word() + "` |");
    }

    private static String documentation() throws IOException {
        return Files.readString(Path.of("..", "docs", "metrics.md"));
    }

    private String exposition() {
        return new String(metrics.exposition(), StandardCharsets.UTF_8);
    }

    @Test
    void letsGoOfTheEngineThatItMeasured() throws InterruptedException {
        WeakReference<Metrics> gone = exposedAndForgotten();

        // A collection is only asked for, so it is asked for again; a leak would outlast any number of them.
        for (int i = 0; gone.get() != null && i < 100; i++) {
            System.gc();
            Thread.sleep(10);
        }

        assertThat(gone.get()).isNull();
    }

    private static WeakReference<Metrics> exposedAndForgotten() {
        Metrics metrics = new Metrics();
        metrics.exposition();
        return new WeakReference<>(metrics);
    }
}
