package dev.kairos.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that are missing, cut off, of another kind or malicious: each is refused with file and place. */
class DamagedResultsTest {

    private static final Path NO_HISTORY = Path.of("no-such-history");

    @TempDir
    Path folder;

    private ResultFolder results;

    @BeforeEach
    void makeResults() throws IOException {
        results = ResultFolder.full(folder, 1);
        results.write();
    }

    private void assertRefused(String... says) {
        assertThatThrownBy(() -> Report.read(folder, null, null, NO_HISTORY))
                .isInstanceOf(ReportException.class)
                .hasMessageContainingAll(says);
    }

    private Path run() {
        return folder.resolve(Run.FILE);
    }

    private Path log() {
        return folder.resolve(
                Run.read(folder).phases("latency", "kairos").get(0).log());
    }

    @Test
    void wantsARun() throws IOException {
        Files.delete(run());

        assertRefused("there is no file", "run.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  \n", "{", "{\"format\":1", "[1,2", "nonsense", "{\"format\":1}{}", "{\"a\":1,\"a\":2}"})
    void refusesWhatIsNoJson(String json) throws IOException {
        Files.writeString(run(), json);

        assertRefused("run.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 1_000, 10_000})
    void refusesARunThatIsCutOff(int bytes) throws IOException {
        byte[] whole = Files.readAllBytes(run());
        Files.write(run(), java.util.Arrays.copyOf(whole, whole.length - bytes - 2));

        assertRefused("run.json is not JSON, or it is cut off");
    }

    @ParameterizedTest
    @CsvSource({"2,is format 2", "\"1\",is no finite number", "null,has no", "1.5,is format 1.5"})
    void refusesAnotherFormat(String format, String says) throws IOException {
        Files.writeString(run(), "{\"format\": " + format + ", \"startedAt\": \"2026-11-22T23:30:00Z\"}");

        assertRefused("run.json", "format", says);
    }

    @ParameterizedTest
    @CsvSource({"throughput,NaN", "throughput,-1", "seconds,\"2\"", "requests,1e999", "round,{}", "server,17", "id,null"
    })
    void saysWhichFigureCannotBe(String member, String value) throws IOException {
        results.run.putArray("phases");
        results.throughput("kairos", 1);
        results.write();
        String json =
                Files.readString(run()).replaceFirst("\"" + member + "\" : [^,\n]+", "\"" + member + "\" : " + value);
        Files.writeString(run(), json);

        if (value.equals("NaN")) {
            assertRefused("run.json is not JSON", "NaN");
        } else {
            assertRefused("run.json at /phases/0", member);
        }
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(run().toFile(), "rw")) {
            file.setLength(40L << 20);
        }

        assertRefused("run.json has more than 32 MiB");
    }

    @Test
    void refusesMoreObjectsThanFitIntoMemory() throws IOException {
        Files.writeString(run(), "{\"format\":1,\"phases\":[" + "{},".repeat(2_000_000) + "{}]}");

        assertRefused("run.json is not JSON");
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() throws IOException {
        Files.writeString(run(), "[".repeat(100_000));

        assertRefused("run.json is not JSON");
    }

    @Test
    void refusesAnEmptyLogOfAPhaseThatWasAnswered() throws IOException {
        Path log = log();
        Files.write(log, new byte[0]);

        assertRefused(log.getFileName().toString(), "is empty");
    }

    @Test
    void refusesALogThatIsGone() throws IOException {
        Path log = log();
        Files.delete(log);

        assertRefused("there is no file", log.getFileName().toString());
    }

    @Test
    void refusesALogThatIsCutOff() throws IOException {
        Path log = log();
        byte[] whole = Files.readAllBytes(log);
        for (int cut = 1; cut < 3_000; cut += 37) {
            Files.write(log, java.util.Arrays.copyOf(whole, whole.length - cut));
            assertRefused(log.getFileName().toString());
        }
    }

    @Test
    void readsOrRefusesALogWithAnyByteChanged() throws IOException {
        Path log = log();
        byte[] whole = Files.readAllBytes(log);
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            Files.write(log, changed);
            try {
                IntervalLog.read(log);
            } catch (ReportException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../run.json", "/etc/passwd", "", ".hidden", "a/b.hlog", "a\u0000.hlog", "c:\\x"})
    void readsNoLogElsewhere(String name) throws IOException {
        ((ObjectNode) results.array("phases").get(results.array("phases").size() - 1)).put("log", name);
        results.array("phases").forEach(phase -> {
            if (phase.get("purpose").asText().equals("latency")) {
                ((ObjectNode) phase).put("log", name);
            }
        });
        results.write();

        assertRefused("a log's name must be that of a file in the folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{}]",
                "[{\"benchmark\":\"a.B.c\"}]",
                "[{\"benchmark\":\"a.B.c\",\"primaryMetric\":{\"score\":1}}]",
                "[{\"benchmark\":\"B.c\",\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"ns/op\",\"rawDataHistogram\":[[[[1]]]]}}]",
                "[1]",
                "["
            })
    void refusesWhatIsNotOfJmh(String json) throws IOException {
        Files.writeString(folder.resolve(JmhResult.FILE), json);

        assertRefused("jmh.json");
    }

    @Test
    void showsNoControlCharactersInMistakes() throws IOException {
        Files.writeString(
                run(),
                "{\"format\":1,\"startedAt\":\"2026-11-22T23:30:00Z\",\"jdk\":{},\"cpu\":1,"
                        + "\"phases\":[{\"id\":\"\\u001b[31m\",\"server\":\"s\",\"load\":\"l\",\"purpose\":\"latency\","
                        + "\"startedAtMs\":1,\"seconds\":1,\"requests\":1,\"log\":\"\\u001b[2J\"}]}");

        assertThatThrownBy(() -> Report.read(folder, null, null, NO_HISTORY))
                .isInstanceOf(ReportException.class)
                .message()
                .doesNotContain("\u001b");
    }
}
