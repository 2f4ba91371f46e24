package dev.kairos.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Some benchmarks that are run together: those whose name matches, once for every combination of the values.
 *
 * @param name of its file
 * @param pattern of class and method
 * @param methods how many match
 * @param values by parameter; all others have their default
 */
record Part(String name, String pattern, int methods, int threads, Map<String, String[]> values) {

    /** Starting a fork, making its data and stopping it. */
    private static final int OVERHEAD_SECONDS = 5;

    static Part of(String name, String pattern, int methods) {
        return new Part(name, pattern, methods, 1, Map.of());
    }

    Part with(String parameter, String... these) {
        Map<String, String[]> more = new LinkedHashMap<>(values);
        more.put(parameter, these);
        return new Part(name, pattern, methods, threads, more);
    }

    Part onThreads(int count) {
        return new Part(name, pattern, methods, count, values);
    }

    /** How many measurements it makes. */
    int runs() {
        return values.values().stream().mapToInt(these -> these.length).reduce(methods, (a, b) -> a * b);
    }

    int seconds(Pace pace) {
        return runs() * (pace.seconds() + OVERHEAD_SECONDS);
    }

    ChainedOptionsBuilder options(Pace pace) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(pattern)
                .threads(threads)
                .forks(1)
                .warmupIterations(pace.warmups)
                .warmupTime(TimeValue.seconds(pace.warmupSeconds))
                .measurementIterations(pace.measurements)
                .measurementTime(TimeValue.seconds(pace.measurementSeconds))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.NORMAL);
        values.forEach(options::param);
        return options;
    }

    /** How long each measurement takes. */
    enum Pace {
        QUICK(2, 2, 3, 1),
        FULL(5, 2, 5, 2);

        private final int warmups;
        private final int warmupSeconds;
        private final int measurements;
        private final int measurementSeconds;

        Pace(int warmups, int warmupSeconds, int measurements, int measurementSeconds) {
            this.warmups = warmups;
            this.warmupSeconds = warmupSeconds;
            this.measurements = measurements;
            this.measurementSeconds = measurementSeconds;
        }

        int seconds() {
            return warmups * warmupSeconds + measurements * measurementSeconds;
        }
    }
}
