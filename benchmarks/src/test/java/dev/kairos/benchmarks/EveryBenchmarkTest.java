package dev.kairos.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs, on little data and for a moment, and its own checks hold: nothing is measured here. */
class EveryBenchmarkTest {

    @BeforeAll
    static void besideOtherRuns() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void runs() throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .param("profiles", "500")
                .param("rules", "100")
                .param("journeyCount", "2");

        assertThat(new Runner(options.build()).run()).hasSizeGreaterThan(30);
    }

    /** The shapes that only one of the parameters has. */
    @Test
    void runsOnWhatElseThereIs() throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include("DecideBenchmark.decide")
                .forks(0)
                .threads(2)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .param("profiles", "500")
                .param("rules", "60")
                .param("attributes", "10", "50")
                .param("placements", "1", "8")
                .param("keys", "uniform")
                .param("everywhere", "20");

        assertThat(new Runner(options.build()).run()).hasSize(4);
    }

    /** A pattern that matches nothing is found out here and not after an hour. */
    @Test
    void partsOfAPlanNameBenchmarksThatExist() {
        List<String> names = names();

        Stream.concat(Plan.quick().stream(), Plan.full().stream()).forEach(part -> {
            Pattern pattern = Pattern.compile(part.pattern());
            assertThat(names.stream().filter(name -> pattern.matcher(name).find()))
                    .as(part.name())
                    .hasSize(part.methods());
        });
        assertThat(Plan.full()).extracting(Part::name).doesNotHaveDuplicates();
    }

    @Test
    void everyBenchmarkIsInTheFullPlan() {
        assertThat(names())
                .allMatch(name -> Plan.full().stream()
                        .anyMatch(part ->
                                Pattern.compile(part.pattern()).matcher(name).find()));
    }

    @Test
    void theQuickPlanTakesUnderFiveMinutes() {
        int seconds = Plan.quick().stream()
                .mapToInt(part -> part.seconds(Part.Pace.QUICK))
                .sum();

        assertThat(seconds).isLessThan(300);
    }

    private static List<String> names() {
        OutputFormat nowhere = OutputFormatFactory.createFormatInstance(
                new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT);
        List<String> names = new ArrayList<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList().getAll(nowhere, List.of())) {
            names.add(entry.getUsername());
        }
        return names;
    }
}
