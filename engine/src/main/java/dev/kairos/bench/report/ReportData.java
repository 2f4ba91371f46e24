package dev.kairos.bench.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a report is made of.
 *
 * @param logs by the phase they are of; only those that are shown
 * @param previous the run that this one is compared with, null where there is none
 */
record ReportData(
        Run run,
        Map<Phase, IntervalLog> logs,
        List<JmhResult> jmh,
        Map<Figure, Measured> figures,
        @Nullable Earlier previous,
        List<HistoryEntry> history) {

    private static final List<String> WITH_LOGS = List.of("latency", "reloading", "reload");

    /** A run to compare with. */
    record Earlier(Run run, List<JmhResult> jmh, Map<Figure, Measured> figures) {

        static Earlier read(Path folder) {
            Run run = Run.read(folder);
            List<JmhResult> jmh = ReportData.jmh(folder.resolve(JmhResult.FILE), false);
            return new Earlier(run, jmh, Figures.of(run, jmh));
        }
    }

    /**
     * Reads everything.
     *
     * @param jmh JMH's results, null for those in the folder if there are any
     * @throws ReportException when a file cannot be what it should
     */
    static ReportData read(Path folder, @Nullable Path previous, @Nullable Path jmh, List<HistoryEntry> history) {
        Run run = Run.read(folder);
        List<JmhResult> results = jmh == null ? jmh(folder.resolve(JmhResult.FILE), false) : jmh(jmh, true);
        Earlier earlier = previous == null ? null : Earlier.read(previous);
        return new ReportData(run, logs(run), results, Figures.of(run, results), earlier, history);
    }

    private static List<JmhResult> jmh(Path file, boolean needed) {
        return needed || Files.exists(file) ? JmhResult.read(file) : List.of();
    }

    private static Map<Phase, IntervalLog> logs(Run run) {
        Map<Phase, IntervalLog> logs = new LinkedHashMap<>();
        for (Phase phase : run.phases()) {
            Path file = isShown(phase) ? Folder.inside(run.folder(), phase.log()) : null;
            if (file != null) {
                IntervalLog log = IntervalLog.read(file);
                if (log.isEmpty() && phase.requests() > 0) {
                    throw new ReportException(file + " is empty, and " + Run.FILE + " tells of "
                            + Shown.count(phase.requests()) + " requests");
                }
                logs.put(phase, log);
            }
        }
        return logs;
    }

    /** Over time only open loops tell something: in a closed one nobody asks while the server is stopped. */
    private static boolean isShown(Phase phase) {
        return phase.isOpen() && WITH_LOGS.contains(phase.purpose());
    }

    /** The logs of a server's phases of a purpose, those with nothing in them left out. */
    List<IntervalLog> logs(String purpose, String server) {
        List<IntervalLog> found = new ArrayList<>();
        for (Phase phase : run.phases(purpose, server)) {
            IntervalLog log = logs.get(phase);
            if (log != null && !log.isEmpty()) {
                found.add(log);
            }
        }
        return found;
    }

    /** The same color, dash and dot for a server in every chart. */
    static int style(String server) {
        return switch (server) {
            case "kairos" -> 0;
            case "vertx-echo" -> 1;
            case "netty-echo" -> 2;
            case "vertx-json" -> 3;
            default -> 4 + Math.floorMod(server.hashCode(), 4);
        };
    }
}
