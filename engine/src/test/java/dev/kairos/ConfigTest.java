package dev.kairos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.http.DecideLimits;
import dev.kairos.mistake.Mistake;
import dev.kairos.mistake.Mistakes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    @TempDir
    Path dir;

    @Test
    void readsEveryKey() throws IOException {
        Config config = good("""
                server: { host: 0.0.0.0, port: 9000, eventLoops: 3, maxBody: 2MiB, requestTimeout: 5s, idleTimeout: 1m,
                  shedAfter: 20ms, stopTimeout: 0s, corsOrigins: [https://a.example, http://localhost:3000] }
                keys: { write: [write-key-1], secret: [secret-key-1, secret-key-2] }
                decide: { defaultTimeout: 30ms, maxTimeout: 1s }
                store: { capacity: 5000000 }
                decisionLog: { maxAge: 90d, maxSize: 50GiB, snapshotShare: 0.25, ring: 8MiB }
                """);

        assertThat(config.server().host()).isEqualTo("0.0.0.0");
        assertThat(config.server().port()).isEqualTo(9000);
        assertThat(config.server().eventLoops()).isEqualTo(3);
        assertThat(config.server().corsOrigins()).containsExactly("https://a.example", "http://localhost:3000");
        assertThat(config.server().keys().write()).containsExactly("write-key-1");
        assertThat(config.server().keys().secret()).containsExactly("secret-key-1", "secret-key-2");
        assertThat(config.server().limits().maxBodyBytes()).isEqualTo(2 << 20);
        assertThat(config.server().limits().requestTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.server().limits().idleTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.server().limits().shedAfter()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.server().limits().stopTimeout()).isEqualTo(Duration.ZERO);
        assertThat(config.decide()).isEqualTo(new DecideLimits(Duration.ofMillis(30), Duration.ofSeconds(1)));
        assertThat(config.store().capacity()).isEqualTo(5_000_000);
        assertThat(config.decisionLog().retention()).isEqualTo(Duration.ofDays(90));
        assertThat(config.decisionLog().maxBytes()).isEqualTo(50L << 30);
        assertThat(config.decisionLog().snapshotShare()).isEqualTo(0.25);
        assertThat(config.decisionLog().ringBytes()).isEqualTo(8 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing but this\n  # and this\n", "server:\n", "server: {}\nkeys: {}\n"})
    void takesTheDefaultsForWhatIsNotGiven(String yaml) throws IOException {
        assertThat(good(yaml)).isEqualTo(Config.DEFAULT);
    }

    @Test
    void takesTheDefaultsWithoutAFile() {
        Mistakes mistakes = new Mistakes();

        assertThat(Config.read(null, Map.of(), mistakes)).isEqualTo(Config.DEFAULT);
    }

    @Test
    void theEnvironmentHoldsKeysInPlaceOfTheFile() throws IOException {
        Map<String, String> environment =
                Map.of(Config.SECRET_KEYS, "env-secret-1, env-secret-2,", "KAIROS_OTHER", "x");

        Config config = read("keys: { write: [write-key-1], secret: [secret-key-1] }", environment, new Mistakes());

        assertThat(config.server().keys().write()).containsExactly("write-key-1");
        assertThat(config.server().keys().secret()).containsExactly("env-secret-1", "env-secret-2");
    }

    @Test
    void reportsAllMistakesAtOnce() throws IOException {
        assertThat(bad("""
                        server:
                          prot: 80
                          port: 70000
                          host: 7
                          shedAfter: 100
                          maxBody: 1MB
                          eventLoops: 0
                          corsOrigins: [www.example.com]
                        decide:
                          defaultTimeout: 2m
                        storage: {}
                        store:
                          capacity: many
                        decisionLog:
                          snapshotShare: 1.5
                          maxSize: 1KiB
                        """))
                .containsExactly(
                        "kairos.yaml:2: server: CORS origin 'www.example.com': * or scheme and host,"
                                + " e.g. https://www.example.com",
                        "kairos.yaml:2: unknown key 'prot' (did you mean 'port'?)",
                        "kairos.yaml:3: port: 70000 is out of range (from 0 to 65535)",
                        "kairos.yaml:4: host: expected text, found 7 (put it in quotes)",
                        "kairos.yaml:5: shedAfter: expected a duration, found 100 (write a number and a unit,"
                                + " as in 24h or 7d)",
                        "kairos.yaml:6: maxBody: expected a size, found text '1MB' (write a number and a unit,"
                                + " as in 64KiB or 1MiB)",
                        "kairos.yaml:7: eventLoops: 0 is out of range (from 1 to 256)",
                        "kairos.yaml:10: defaultTimeout: 120s is out of range (from 1ms to 60s)",
                        "kairos.yaml:11: unknown key 'storage' (did you mean 'store'?)",
                        "kairos.yaml:13: capacity: expected a whole number, found text 'many'",
                        "kairos.yaml:15: snapshotShare: 1.5 is out of range (from 0, for none, to 1, for all)",
                        "kairos.yaml:16: maxSize: 1KiB is out of range (from 64MiB to 1048576GiB)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keys: { write: [short] }|at least 8",
                "keys: { write: [same-key-1], secret: [same-key-1] }|both as a write key and as a secret key",
                "decide: { defaultTimeout: 2s, maxTimeout: 1s }|longer than maxTimeout",
                "decisionLog: { ring: 3MiB }|power of two",
                "server: [1]|expected a mapping",
                "[1]|expected 'key: value'",
                "server: { port: 1, port: 2 }|port",
                "server: {|not readable as YAML"
            })
    void refusesWhatDoesNotGoTogether(String yaml, String message) throws IOException {
        assertThat(bad(yaml)).singleElement().asString().contains(message);
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        Mistakes mistakes = new Mistakes();

        assertThat(Config.read(dir.resolve("none.yaml"), Map.of(), mistakes)).isNull();
        assertThat(mistakes.sorted()).singleElement().asString().endsWith("none.yaml: there is no such file");
    }

    @Test
    void namesNoKeyInAMistake() {
        Mistakes mistakes = new Mistakes();

        assertThat(Config.read(null, Map.of(Config.SECRET_KEYS, "s3cr3t"), mistakes))
                .isNull();
        assertThat(mistakes.sorted())
                .singleElement()
                .asString()
                .contains("KAIROS_SECRET_KEYS")
                .doesNotContain("s3cr3t");
    }

    @Test
    void everyKeyIsDocumentedAndNoOther() throws IOException {
        String docs = Files.readString(Checkout.root().resolve("docs/config.md"));

        List<String> documented = Pattern.compile("(?m)^\\| `([a-zA-Z]+\\.[a-zA-Z0-9]+)` \\|")
                .matcher(docs)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(documented).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(documented)).isEqualTo(new TreeSet<>(ConfigReader.keys()));
        assertThat(docs).contains(Config.WRITE_KEYS, Config.SECRET_KEYS);
    }

    private Config good(String yaml) throws IOException {
        Mistakes mistakes = new Mistakes();
        Config config = read(yaml, Map.of(), mistakes);
        assertThat(mistakes.sorted()).isEmpty();
        return config;
    }

    private List<String> bad(String yaml) throws IOException {
        Mistakes mistakes = new Mistakes();
        assertThat(read(yaml, Map.of(), mistakes)).isNull();
        return mistakes.sorted().stream()
                .map(Mistake::toString)
                .map(text -> text.replace(dir + "/", ""))
                .toList();
    }

    private Config read(String yaml, Map<String, String> environment, Mistakes mistakes) throws IOException {
        Path file = Files.writeString(dir.resolve("kairos.yaml"), yaml);
        return Config.read(file, environment, mistakes);
    }
}
