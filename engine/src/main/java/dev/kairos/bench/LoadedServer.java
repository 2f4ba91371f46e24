package dev.kairos.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that is running and can be loaded.
 *
 * @param name in files and tables
 * @param what it is, in a line
 * @param flags of its JVM; empty when they are not known
 * @param loops its event loops; 0 when that is not known
 * @param expected what its answers to decide calls contain
 * @param process null when it was there before
 */
record LoadedServer(
        String name,
        String what,
        List<String> flags,
        int loops,
        Target target,
        RequestMix mix,
        String expected,
        @Nullable ServerProcess process) {

    /** How the names of event loops' threads begin, as the kernel keeps them. */
    static final String EVENT_LOOPS = "vert.x-eventloo";

    static final String OF_KAIROS = "\"decisionId\"";
    static final String OF_ECHO = "\"placements\"";

    /** Null when it is no process of ours. */
    CpuTimes.@Nullable Reader cpu() {
        return process == null ? null : new CpuTimes.Reader(Path.of("/proc"), process.pid(), EVENT_LOOPS);
    }
}
