package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {

    @TempDir
    Path dir;

    private static CommandRun bench(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("bench"));
        Stream.of(arguments).map(Object::toString).forEach(all::add);
        return CommandRun.of(all.toArray(String[]::new));
    }

    /** With few customers and rules, made in {@code dir}, and one short round. */
    private CommandRun benchInSmall(Path out, String floors, Object... more) {
        List<Object> all = new ArrayList<>(List.of("--profiles", 1_000, "--rules", 20, "--data", dir.resolve("data")));
        all.addAll(List.of("--out", out, "--floors", floors, "--rounds", 1, "--settle", 0.1, "--warmup", 0.5));
        all.addAll(List.of("--connections", 4));
        all.addAll(List.of(more));
        return bench(all.toArray());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void measuresServersOfItsOwnAndLeavesNothingButTheResults() throws IOException {
        Path data = dir.resolve("data");
        Path out = dir.resolve("out");

        CommandRun run = benchInSmall(
                out,
                "vertx-echo,netty-echo",
                "--seconds",
                1,
                "--p99",
                "60s",
                "--mix",
                "decide=6,touchpoint=2,outcome=2",
                "--unknown",
                "10%",
                "--arrivals",
                "poisson",
                "--reload");

        assertThat(run.err()).doesNotContain("Exception");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("of its throughput", "The first 100 calls after a start", "All of it: " + out);
        JsonNode file = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertThat(file.at("/format").asInt()).isEqualTo(1);
        assertThat(file.at("/settings/profiles").asText()).isEqualTo("1000");
        assertThat(file.at("/settings/connections").asText()).isEqualTo("4");
        assertThat(file.at("/servers").findValuesAsText("name")).containsExactly("vertx-echo", "netty-echo", "kairos");
        assertThat(file.at("/results/floorRatio/floor").asText()).isEqualTo("vertx-echo");
        assertThat(file.at("/results/floorRatio/median").asDouble()).isPositive();
        assertThat(file.at("/results/cold/restartSeconds").asDouble()).isPositive();
        assertThat(file.at("/results/capacityAtP99/ratePerSecond").asDouble()).isPositive();
        assertThat(file.at("/marks").findValuesAsText("kind")).contains("reload");
        assertThat(file.at("/steps").findValuesAsText("step")).contains("parse", "rules", "whole");
        for (JsonNode phase : file.at("/phases")) {
            if (!phase.at("/purpose").asText().equals("warmup")) {
                assertThat(phase.at("/requests").asLong())
                        .as(phase.at("/id").asText())
                        .isPositive();
            }
            assertThat(phase.at("/errors").asLong())
                    .as(phase.at("/id").asText())
                    .isZero();
            assertThat(logged(out.resolve(phase.at("/log").asText())))
                    .isEqualTo(phase.at("/requests").asLong());
        }
        assertThat(file.at("/phases").findValuesAsText("purpose"))
                .contains("cold", "warmup", "throughput", "latency", "search", "reloading", "reload");
        assertThat(kinds(file, "latency", "kairos")).containsExactlyInAnyOrder("decide", "touchpoint", "outcome");
        assertThat(out.resolve("gc-kairos.log")).isNotEmptyFile();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(data.resolve("data/decisions")).doesNotExist();

        assertThat(bench("--profiles", 2_000, "--rules", 20, "--data", data, "--out", dir.resolve("other"))
                        .err())
                .contains("was made for something else (20 rules, 1000 profiles)");
        assertThat(bench("--data", data, "--out", out).exitCode()).isEqualTo(2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void comparesMoreEventLoopsWithOneAndWithThoseOfTheFloor() throws IOException {
        Path out = dir.resolve("out");

        CommandRun run = benchInSmall(out, "vertx-echo", "--seconds", 0.5, "--measure", "throughput", "--loops", 2);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Kairos, 2 event loops: ", "raw Vert.x echo, 2 event loops: ", "times the calls of one");
        JsonNode file = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertThat(file.at("/servers").findValuesAsText("name"))
                .containsExactly("vertx-echo", "kairos", "kairos-2", "vertx-echo-2");
        for (String of : List.of("/results/loops", "/results/loops/floor")) {
            assertThat(file.at(of + "/loops").asInt()).isEqualTo(2);
            assertThat(file.at(of + "/ratio").asDouble()).isPositive();
            assertThat(file.at(of + "/ratioByLoopCpu").asDouble()).isPositive();
        }
        assertThat(out.resolve("second-data")).doesNotExist();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private static long logged(Path log) throws IOException {
        long count = 0;
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            for (EncodableHistogram one = reader.nextIntervalHistogram();
                    one != null;
                    one = reader.nextIntervalHistogram()) {
                count += ((Histogram) one).getTotalCount();
            }
        }
        return count;
    }

    private static List<String> kinds(JsonNode file, String purpose, String server) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode phase : file.at("/phases")) {
            if (phase.at("/purpose").asText().equals(purpose)
                    && phase.at("/server").asText().equals(server)) {
                phase.at("/byKind").properties().forEach(kind -> {
                    if (!kind.getValue().isNull()) {
                        kinds.add(kind.getKey());
                    }
                });
            }
        }
        return kinds;
    }

    @Test
    void aFolderThatHoldsSomethingElseIsLeftAlone() throws IOException {
        Path mine = Files.writeString(dir.resolve("mine.txt"), "mine");

        CommandRun run = bench("--data", dir, "--out", dir.resolve("out"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is not empty and was not made by 'kairos bench'");
        assertThat(mine).hasContent("mine");
        assertThat(dir.resolve("data")).doesNotExist();
    }

    @Test
    void aServersDataAreOnlyWrittenToWhenThatIsSaid() throws IOException {
        Path data = dir.resolve("live");
        Files.createDirectories(data.resolve("journal"));

        CommandRun run = bench("--pack", "rules/minimal", "--data", data, "--out", dir.resolve("out"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--write-to-data");
    }

    @Test
    void aPackWithMistakesIsToldOf() throws IOException {
        CommandRun run = bench(
                "--url",
                "http://127.0.0.1:1",
                "--pack",
                Files.createDirectories(dir.resolve("p")),
                "--out",
                dir.resolve("out"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("has mistakes").contains("pack.yaml").doesNotContain("--debug");
    }

    @Test
    void aServerThatDoesNotRunIsToldOf() throws IOException {
        Path calls = Files.writeString(dir.resolve("calls"), "{}\n");

        CommandRun run = bench("--url", "http://127.0.0.1:1", "--body", calls, "--out", dir.resolve("out"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("127.0.0.1:1").doesNotContain("--debug");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--url http://10.1.2.3:80 --pack x      | on this machine only",
                "--url http://127.0.0.1:80              | --pack or --body",
                "--url http://127.0.0.1:80 --pack x --data d | --data is for a server that is started here",
                "--url http://127.0.0.1:80 --pack x --loops 2 | --loops",
                "--write-to-data                        | of the data in --data",
                "--mix decide                           | one kind=weight",
                "--mix outcome=1                        | decide is missing",
                "--keys random                          | zipf or uniform",
                "--unknown 101%                         | from 0 % to 100 %",
                "--unknown some                         | a percentage",
                "--ids customer                         | {n}",
                "--placements 0                         | from 1 to 64",
                "--floors nginx                         | no floor",
                "--floors vertx-echo,vertx-echo         | twice",
                "--measure speed                        | none of them",
                "--rounds 0                             | --rounds",
                "--seconds 0                            | --seconds",
                "--seconds 601                          | --seconds",
                "--seconds NaN                          | --seconds",
                "--warmup -1                            | --warmup",
                "--connections 5000                     | --connections",
                "--arrivals bursts                      | constant or poisson",
                "--rate -1                              | --rate",
                "--p99 fast                             | a time such as",
                "--p99 0ms                              | from 1us to 60s",
                "--loops 0                              | --loops",
                "--protocol gopher                      | --protocol",
                "--profiles 0                           | 1 to 50,000,000",
                "--rules 0                              | --rules",
                "--body x --mix decide=1,touchpoint=1   | leave --mix away"
            })
    void wrongUsageIsSaidBeforeAnythingIsDone(String arguments, String message) {
        Path out = dir.resolve("out");

        CommandRun run = bench(Stream.concat(Stream.of(arguments.split(" ")), Stream.of("--out", out))
                .toArray());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message).contains("Try 'kairos bench --help'");
        assertThat(out).doesNotExist();
    }

    @Test
    void helpHasExamples() {
        CommandRun run = bench("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("kairos bench --quick --data", "--unknown 5%", "report");
    }
}
