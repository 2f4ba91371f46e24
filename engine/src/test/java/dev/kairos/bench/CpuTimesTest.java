package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuTimesTest {

    @TempDir
    Path proc;

    private void thread(int id, String name, long nanos) throws IOException {
        Path thread = Files.createDirectories(proc.resolve("42/task/" + id));
        Files.writeString(thread.resolve("comm"), name + "\n");
        Files.writeString(thread.resolve("schedstat"), nanos + " 55 3\n");
    }

    @Test
    void addsUpEventLoopsAndTheWholeProcess() throws IOException {
        thread(1, "java", 7);
        thread(2, "vert.x-eventloo", 1_000);
        thread(3, "vert.x-eventloo", 500);
        Files.writeString(
                proc.resolve("42/stat"), "42 (a (java) b) S 1 42 42 0 -1 0 1 2 3 4 150 50 0 0 20 0 9 0 1 1 1\n");

        assertThat(new CpuTimes.Reader(proc, 42, LoadedServer.EVENT_LOOPS).read())
                .isEqualTo(new CpuTimes(2_000_000_000L, 1_500));
    }

    @Test
    void isNotKnownWhereTheSystemDoesNotSay() throws IOException {
        assertThat(new CpuTimes.Reader(proc, 43, "x").read()).isNull();

        thread(2, "vert.x-eventloo", 1);
        Files.writeString(proc.resolve("42/stat"), "rubbish");
        assertThat(new CpuTimes.Reader(proc, 42, "vert").read()).isNull();
    }
}
