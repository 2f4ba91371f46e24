package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On logs that JVMs have written. */
class GcLogTest {

    @TempDir
    Path dir;

    private static List<Mark> sample(String name) throws IOException {
        return GcLog.pauses("kairos", Path.of("src/test/resources/bench-gc", name));
    }

    @Test
    void g1OfJava17() throws IOException {
        List<Mark> pauses = sample("g1-17.txt");

        assertThat(pauses.get(0))
                .isEqualTo(new Mark(
                        "kairos",
                        "gc",
                        Instant.parse("2026-11-23T00:43:45.263Z").toEpochMilli(),
                        1.942,
                        "Pause Young (Normal) (G1 Evacuation Pause)"));
        assertThat(pauses).hasSizeGreaterThan(2).allMatch(pause -> pause.text().startsWith("Pause "));
        assertThat(pauses).extracting(Mark::text).contains("Pause Full (System.gc())");
    }

    @Test
    void g1OfJava25() throws IOException {
        assertThat(sample("g1-25.txt"))
                .extracting(Mark::text)
                .contains("Pause Young (Normal) (G1 Evacuation Pause)", "Pause Full (System.gc())");
    }

    @Test
    void zgcOfJava17() throws IOException {
        assertThat(sample("z-17.txt"))
                .extracting(Mark::text)
                .containsExactly("Pause Mark Start", "Pause Mark End", "Pause Relocate Start");
    }

    @Test
    void generationalZgcOfJava25() throws IOException {
        List<Mark> pauses = sample("z-25.txt");

        assertThat(pauses)
                .extracting(Mark::text)
                .startsWith("Pause Mark Start (Major)", "Pause Mark End", "Pause Relocate Start");
        assertThat(pauses).hasSize(10).extracting(Mark::durationMs).contains(0.013, 0.009, 0.005, 0.008);
    }

    @Test
    void whatIsNoPauseOrIsCutOffIsPassedOver() throws IOException {
        Path log = Files.writeString(dir.resolve("gc.log"), """
                [2026-11-23T00:43:45.265+0000][0.082s] GC(0)   Evacuate Collection Set: 0.1ms
                [2026-11-23T00:43:45.265+0000][0.082s] GC(0) Concurrent Mark Cycle 3.1ms
                [2026-13-41T00:43:45.265+0000][0.082s] GC(0) Pause Remark 1.0ms
                no log at all
                \u0000\u0001
                [2026-11-23T00:43:45.265+0000][0.082s] GC(0) Pause Young (Normal) (G1 Evac""");

        assertThat(GcLog.pauses("x", log)).isEmpty();
        assertThat(GcLog.pauses("x", Files.writeString(dir.resolve("empty"), "")))
                .isEmpty();
        assertThat(GcLog.pauses("x", dir.resolve("none"))).isEmpty();
    }
}
