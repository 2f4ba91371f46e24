package dev.kairos.bench.report;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/**
 * An interval log of HdrHistogram: latencies in nanoseconds, each interval about a second, each kind of call under its
 * own tag. All kinds of an interval are taken together.
 *
 * @param whole all intervals together; empty when the log is
 */
record IntervalLog(List<Interval> intervals, Histogram whole) {

    private static final long LARGEST_BYTES = 32 << 20;
    private static final int MOST_INTERVALS = 100_000;
    private static final int DIGITS = 3;

    record Interval(long fromMs, long toMs, long count, double p50, double p99, double max) {}

    /** @throws ReportException when it is larger than can be, cut off, or no such log */
    static IntervalLog read(Path file) {
        byte[] bytes = Folder.bytes(file, LARGEST_BYTES);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new ReportException(file + " is cut off in its last line");
        }
        long said = text.lines().filter(IntervalLog::isInterval).count();
        if (said > MOST_INTERVALS) {
            throw new ReportException(
                    file + " has " + said + " intervals, more than the " + MOST_INTERVALS + " that are read");
        }
        try (HistogramLogReader reader = new HistogramLogReader(new ByteArrayInputStream(bytes))) {
            Collector collector = new Collector();
            for (long i = 0; i < said; i++) {
                if (!(reader.nextIntervalHistogram() instanceof Histogram interval)) {
                    throw new ReportException(file + ": interval " + (i + 1) + " of " + said + " cannot be read");
                }
                collector.add(interval);
            }
            return collector.log();
        } catch (ReportException e) {
            throw e;
        } catch (RuntimeException e) {
            // The reader throws whatever its decoder stumbles over.
            throw new ReportException(file + " is no interval log of HdrHistogram: " + e.getMessage(), e);
        }
    }

    private static boolean isInterval(String line) {
        return !line.isBlank() && !line.startsWith("#") && !line.startsWith("\"StartTimestamp\"");
    }

    boolean isEmpty() {
        return whole.getTotalCount() == 0;
    }

    /** Puts the kinds of an interval together, which come one after the other. */
    private static final class Collector {

        private final List<Interval> intervals = new ArrayList<>();
        private final Histogram whole = new Histogram(DIGITS);
        private final Histogram current = new Histogram(DIGITS);
        private long fromMs = Long.MIN_VALUE;
        private long toMs;

        void add(Histogram interval) {
            if (interval.getStartTimeStamp() != fromMs) {
                end();
                fromMs = interval.getStartTimeStamp();
                toMs = interval.getEndTimeStamp();
            }
            current.add(interval);
            whole.add(interval);
            toMs = Math.max(toMs, interval.getEndTimeStamp());
        }

        private void end() {
            if (current.getTotalCount() > 0) {
                intervals.add(new Interval(
                        fromMs,
                        toMs,
                        current.getTotalCount(),
                        current.getValueAtPercentile(50),
                        current.getValueAtPercentile(99),
                        current.getMaxValue()));
            }
            current.reset();
        }

        IntervalLog log() {
            end();
            return new IntervalLog(List.copyOf(intervals), whole);
        }
    }
}
