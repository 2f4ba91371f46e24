package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    Path dir;

    @Test
    void writesALogOfIntervalsThatHdrHistogramReads() throws IOException {
        Recorder recorder = new Recorder(EnumSet.of(CallKind.DECIDE, CallKind.OUTCOME), 3 * SECOND);
        recorder.record(CallKind.DECIDE, 0, 1_000);
        recorder.record(CallKind.DECIDE, 2 * SECOND, 5_000_000);
        recorder.record(CallKind.OUTCOME, SECOND, 70_000);
        recorder.record(CallKind.DECIDE, 9 * SECOND, 1_000);
        Path file = dir.resolve("a.hlog");

        recorder.write(file, 1_795_000_000_500L);

        try (HistogramLogReader log = new HistogramLogReader(file.toFile())) {
            Histogram[] read = new Histogram[6];
            for (int i = 0; i < 6; i++) {
                read[i] = (Histogram) log.nextIntervalHistogram();
            }
            assertThat(log.nextIntervalHistogram()).isNull();
            assertThat(read[0].getTag()).isEqualTo("decide");
            assertThat(read[0].getStartTimeStamp()).isEqualTo(1_795_000_000_500L);
            assertThat(read[0].getEndTimeStamp()).isEqualTo(1_795_000_001_500L);
            assertThat(read[0].getMaxValue()).isEqualTo(1_000);
            assertThat(read[1].getTotalCount()).isZero();
            assertThat(read[2].getTotalCount()).isEqualTo(2);
            assertThat(read[4].getTag()).isEqualTo("outcome");
            assertThat(read[4].getTotalCount()).isEqualTo(1);
        }
    }

    @Test
    void keepsNoMoreThanSixtyIntervals() {
        Recorder recorder = new Recorder(EnumSet.of(CallKind.DECIDE), 600 * SECOND);
        recorder.record(CallKind.DECIDE, 599 * SECOND, 12);

        assertThat(recorder.of(CallKind.DECIDE).getTotalCount()).isEqualTo(1);
    }

    @Test
    void whatIsLongerThanAMinuteIsAMinute() {
        Recorder recorder = new Recorder(EnumSet.of(CallKind.DECIDE), 0);

        recorder.record(CallKind.DECIDE, -5, 3_600 * SECOND);

        assertThat(recorder.all().getMaxValue()).isGreaterThanOrEqualTo(60 * SECOND);
    }
}
