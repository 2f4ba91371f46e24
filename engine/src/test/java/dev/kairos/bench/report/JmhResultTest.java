package dev.kairos.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhResultTest {

    private static final Map<String, String> USUAL = Map.of(
            "rules", "200",
            "everywhere", "0",
            "profiles", "1000000",
            "keys", "zipf",
            "placements", "2",
            "attributes", "20",
            "threads", "1");

    @TempDir
    Path dir;

    private JmhResult one(String metric, String secondary) throws IOException {
        Path file = dir.resolve(JmhResult.FILE);
        Files.writeString(
                file,
                "[{\"benchmark\":\"a.b.DecideBenchmark.decide\",\"mode\":\"sample\",\"threads\":2,"
                        + "\"params\":{\"rules\":\"200\"},\"primaryMetric\":" + metric + ",\"secondaryMetrics\":{"
                        + secondary + "}}]");
        return JmhResult.read(file).get(0);
    }

    @Test
    void takesTheMedianOfAllCallsWithTheRangeOfIterations() throws IOException {
        JmhResult result = one(
                "{\"score\":2,\"scoreUnit\":\"us/op\",\"rawDataHistogram\":"
                        + "[[[[1,98],[5,2]],[[2,60],[3,40]]],[[[1,100]]]]}",
                "");

        assertThat(result.name()).isEqualTo("DecideBenchmark.decide");
        assertThat(result.parameters()).isEqualTo(Map.of("rules", "200", "threads", "2"));
        assertThat(result.typical()).isEqualTo(new Measured(1_000, 1_000, 2_000));
        assertThat(result.high()).isEqualTo(new Measured(3_000, 1_000, 5_000));
        assertThat(result.mean()).isEqualTo(Measured.single(2_000));
    }

    @Test
    void takesTheMeanWithItsConfidenceWhereCallsWereNotSampled() throws IOException {
        JmhResult result = one(
                "{\"score\":5.5,\"scoreError\":1,\"scoreConfidence\":[4.5,6.5],\"scoreUnit\":\"ns/op\"}",
                "\"gc.alloc.rate.norm\":{\"score\":163.5,\"scoreConfidence\":[\"NaN\",\"NaN\"],\"scoreUnit\":\"B/op\"}");

        assertThat(result.typical()).isEqualTo(new Measured(5.5, 4.5, 6.5));
        assertThat(result.high().isThere()).isFalse();
        assertThat(result.allocatedBytes()).isEqualTo(Measured.single(163.5));
    }

    @Test
    void leavesWhatIsNoTimeInItsUnit() throws IOException {
        JmhResult result = one("{\"score\":1234,\"scoreUnit\":\"ops/s\"}", "");

        assertThat(result.timed()).isFalse();
        assertThat(result.shown(result.typical().value())).isEqualTo("1,234 ops/s");
    }

    @Test
    void takesAScoreThatIsNoNumberForMissing() throws IOException {
        assertThat(one("{\"score\":\"NaN\",\"scoreUnit\":\"ns/op\"}", "")
                        .typical()
                        .isThere())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "attributes, 50",
        "everywhere, 20",
        "keys, uniform",
        "placements, 8",
        "profiles, 10000",
        "rules, 5000",
        "threads, 2"
    })
    void findsTheUsualOneOfSeveral(String parameter, String unusual) {
        Map<String, String> other = new HashMap<>(USUAL);
        other.put(parameter, unusual);
        List<JmhResult> several = List.of(decide(other, 9), decide(USUAL, 4), decide(other, 11));

        Map<Figure, Measured> figures = Figures.of(RunWithout.anything(dir), several);

        assertThat(figures.get(Figure.DECIDE_P50).value()).isEqualTo(4);
    }

    @Test
    void drawsALineOnlyOfResultsThatDifferInNothingElse() {
        List<Series> all = Series.of(List.of(
                sessions("joined", "20", "zipf"),
                sessions("joined", "1000", "zipf"),
                sessions("joined", "200", "zipf"),
                sessions("kairos", "20", "zipf"),
                sessions("kairos", "200", "zipf"),
                sessions("pooled", "200", "zipf"),
                sessions("kairos", "5000", "uniform")));

        assertThat(all).extracting(Series::title).containsExactly("SessionsBenchmark by rules");
        assertThat(all.get(0).lines()).containsOnlyKeys("joined", "kairos");
        assertThat(all.get(0).lines().get("joined").keySet()).containsExactly("20", "200", "1000");
        assertThat(all.get(0).numeric()).isTrue();
    }

    private static JmhResult sessions(String method, String rules, String keys) {
        Measured one = Measured.single(1);
        Map<String, String> parameters = Map.of("rules", rules, "keys", keys);
        return new JmhResult("SessionsBenchmark." + method, parameters, true, true, "ns", one, one, one, one);
    }

    private static JmhResult decide(Map<String, String> parameters, double nanos) {
        Measured typical = Measured.single(nanos);
        return new JmhResult(
                "DecideBenchmark.decide", parameters, true, true, "ns", typical, typical, typical, Measured.MISSING);
    }

    /** A run in which nothing was loaded. */
    private static final class RunWithout {

        static Run anything(Path dir) {
            try {
                return Run.read(new ResultFolder(dir, 1).write());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
