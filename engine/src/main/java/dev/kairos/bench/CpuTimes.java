package dev.kairos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much time of processors a server has taken so far.
 *
 * @param processNanos all of its threads, in steps of 10 ms
 * @param loopNanos its event loops alone
 */
record CpuTimes(long processNanos, long loopNanos) {

    CpuTimes since(CpuTimes before) {
        return new CpuTimes(processNanos - before.processNanos, loopNanos - before.loopNanos);
    }

    /** Asks Linux' /proc. One process. */
    static final class Reader {

        private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
        /** Of what comes behind the name in a stat file, which may hold blanks. */
        private static final int USER_TICKS = 11;

        private static final int SYSTEM_TICKS = 12;

        private final Path process;
        private final String loopNames;

        /** @param loopNames how the names of event loops' threads begin; the kernel keeps 15 characters of them */
        Reader(Path proc, long pid, String loopNames) {
            this.process = proc.resolve(Long.toString(pid));
            this.loopNames = loopNames;
        }

        /** Null when this system does not say. */
        @Nullable
        CpuTimes read() {
            try {
                long loops = 0;
                for (Path loop : loops()) {
                    loops += Long.parseLong(
                            Files.readString(loop.resolve("schedstat")).split(" ")[0]);
                }
                return new CpuTimes(ticks() * TICK_NANOS, loops);
            } catch (IOException | RuntimeException notSaid) {
                return null;
            }
        }

        private List<Path> loops() throws IOException {
            List<Path> loops = new ArrayList<>();
            try (Stream<Path> threads = Files.list(process.resolve("task"))) {
                for (Path thread : threads.toList()) {
                    if (Files.readString(thread.resolve("comm")).startsWith(loopNames)) {
                        loops.add(thread);
                    }
                }
            }
            return loops;
        }

        private long ticks() throws IOException {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        }
    }
}
