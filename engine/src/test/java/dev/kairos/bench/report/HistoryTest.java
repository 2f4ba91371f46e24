package dev.kairos.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kairos.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

    @TempDir
    Path dir;

    private Path history() {
        return dir.resolve("performance/history.ndjson");
    }

    @Test
    void keepsWhatWasRecorded() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("run"));
        ResultFolder.full(folder, 1).write();
        Report report = Report.read(folder, null, null, history());

        report.record(history());

        List<HistoryEntry> entries = History.read(history());
        assertThat(entries).hasSize(1);
        Measured recorded = entries.get(0).figures().get(Figure.FLOOR_RATIO);
        Measured measured = Figures.of(Run.read(folder), List.of()).get(Figure.FLOOR_RATIO);
        assertThat(recorded.value()).isCloseTo(measured.value(), org.assertj.core.data.Offset.offset(1e-3));
        assertThat(recorded.hasRange()).isTrue();
        assertThat(entries.get(0).commit()).isEqualTo("abc1234");
        assertThat(entries.get(0).figures()).containsKey(Figure.CAPACITY);
    }

    @Test
    void recordsARunOnceAndOnlyOneThatOthersCanMeasure() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("run"));
        ResultFolder results = ResultFolder.full(folder, 1);
        results.write();
        Report.read(folder, null, null, history()).record(history());

        assertThatThrownBy(() -> Report.read(folder, null, null, history()).record(history()))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("already");
        results.run.put("dirty", true);
        results.write();
        assertThatThrownBy(() -> Report.read(folder, null, null, history()).record(history()))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("commit it");
        assertThat(Files.readAllLines(history())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{\"date\":\"yesterday\",\"commit\":\"a\",\"figures\":{}}",
                "{\"date\":\"2026-11-22\",\"commit\":\"a\",\"figures\":{\"floorRatio\":\"much\"}}",
                "{\"date\":\"2026-11-22\",\"commit\":\"a\",\"figures\":{\"floorRatio\":[0.5,0.6,0.7]}}"
            })
    void saysWhichLineCannotBeRead(String line) throws IOException {
        Path file = dir.resolve("history.ndjson");
        Files.writeString(file, "\n" + line + "\n");

        assertThatThrownBy(() -> History.read(file))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("history.ndjson, line 2");
    }

    @Test
    void theHistoryOfThisRepositoryCanBeRead() {
        List<HistoryEntry> entries = History.read(Checkout.root().resolve("docs/performance/history.ndjson"));

        assertThat(entries)
                .hasSizeGreaterThan(3)
                .isSortedAccordingTo((a, b) -> a.date().compareTo(b.date()));
        assertThat(entries).allSatisfy(entry -> assertThat(entry.figures()).isNotEmpty());
        assertThat(entries).allSatisfy(entry -> assertThat(entry.commit()).matches("[0-9a-f]{7,40}"));
    }
}
