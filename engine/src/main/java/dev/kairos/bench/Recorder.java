package dev.kairos.bench;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies of one stretch of time, by kind of call and by interval: of a second, or longer where there would be more than
 * 60 of them. All room is taken beforehand, so that recording allocates nothing. One thread.
 */
final class Recorder {

    static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int DIGITS = 3;
    private static final int MOST_INTERVALS = 60;

    private final Histogram[][] byKind = new Histogram[CallKind.values().length][];
    private final long intervalNanos;
    private long answered;
    private long errors;
    private long lookedAt;
    private long degraded;

    /** @param nanos how long the stretch is */
    Recorder(Set<CallKind> kinds, long nanos) {
        intervalNanos = Math.max(TimeUnit.SECONDS.toNanos(1), (nanos + MOST_INTERVALS - 1) / MOST_INTERVALS);
        int intervals = (int) Math.max(1, (nanos + intervalNanos - 1) / intervalNanos);
        for (CallKind kind : CallKind.values()) {
            byKind[kind.ordinal()] = new Histogram[kinds.contains(kind) ? intervals : 0];
            for (int i = 0; i < byKind[kind.ordinal()].length; i++) {
                byKind[kind.ordinal()][i] = empty();
            }
        }
    }

    private static Histogram empty() {
        return new Histogram(1, HIGHEST_NANOS, DIGITS);
    }

    /** @param atNanos when it belongs to, from the stretch's beginning */
    void record(CallKind kind, long atNanos, long latencyNanos) {
        answered++;
        Histogram[] intervals = byKind[kind.ordinal()];
        int interval = (int) Math.min(Math.max(0, atNanos / intervalNanos), intervals.length - 1);
        intervals[interval].recordValue(Math.min(Math.max(0, latencyNanos), HIGHEST_NANOS));
    }

    void error() {
        errors++;
    }

    void look(boolean isDegraded) {
        lookedAt++;
        degraded += isDegraded ? 1 : 0;
    }

    /** Answers of any status. */
    long answered() {
        return answered;
    }

    /** Those of them with another status than 200. */
    long errors() {
        return errors;
    }

    /** Of the decisions that were looked at. */
    double degradedShare() {
        return lookedAt == 0 ? 0 : (double) degraded / lookedAt;
    }

    /** All intervals of a kind. */
    Histogram of(CallKind kind) {
        Histogram all = empty();
        for (Histogram interval : byKind[kind.ordinal()]) {
            all.add(interval);
        }
        return all;
    }

    Histogram all() {
        Histogram all = empty();
        for (CallKind kind : CallKind.values()) {
            all.add(of(kind));
        }
        return all;
    }

    /**
     * Writes an interval log with a tag for each kind.
     *
     * @param startMs when the stretch began, since 1970
     */
    void write(Path file, long startMs) throws FileNotFoundException {
        HistogramLogWriter log = new HistogramLogWriter(file.toFile());
        try {
            log.outputComment("[Latencies in nanoseconds, by 'kairos bench'; the column of maxima is in milliseconds]");
            log.outputLogFormatVersion();
            log.outputStartTime(startMs);
            log.setBaseTime(startMs);
            log.outputBaseTime(startMs);
            log.outputLegend();
            for (CallKind kind : CallKind.values()) {
                write(log, kind, startMs);
            }
        } finally {
            log.close();
        }
    }

    private void write(HistogramLogWriter log, CallKind kind, long startMs) {
        long intervalMs = TimeUnit.NANOSECONDS.toMillis(intervalNanos);
        Histogram[] intervals = byKind[kind.ordinal()];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i].setTag(kind.word());
            intervals[i].setStartTimeStamp(startMs + i * intervalMs);
            intervals[i].setEndTimeStamp(startMs + (i + 1) * intervalMs);
            log.outputIntervalHistogram(intervals[i]);
        }
    }
}
