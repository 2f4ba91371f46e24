package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.Checkout;
import dev.kairos.Config;
import dev.kairos.Engine;
import dev.kairos.http.KeySet;
import dev.kairos.pack.PackLoader;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteLoadTest {

    private static final Path MINIMAL = Checkout.root().resolve("rules/minimal");
    private static final Path RETAIL_BANK = Checkout.root().resolve("rules/retail-bank");

    @TempDir
    Path dir;

    private Engine engine;

    @BeforeEach
    void start() {
        Config usual = Config.DEFAULT;
        KeySet keys = new KeySet(List.of("write-key-1"), List.of("secret-key-1"));
        Config settings = new Config(
                usual.server().withPort(0).withEventLoops(1).withKeys(keys),
                usual.decide(),
                new Config.Store(2_000),
                usual.decisionLog());
        engine = Engine.start(RETAIL_BANK, PackLoader.load(RETAIL_BANK).orThrow(), dir.resolve("data"), settings);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void sendsRowsToAServerAndKeepsWhatIsRejectedHereOrThere() throws IOException {
        String rows = IntStream.range(0, 3_000)
                .mapToObj(i -> "c-" + i % 2_500 + "," + (i == 7 ? "old" : "" + i) + ",Porto\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(dir.resolve("1.csv"), "userId,age,city\n" + rows);

        CommandRun run = load("secret-key-1", file);

        // Room for 2,000; 7 is rejected here and made by row 2,507.
        assertThat(run.out()).contains("3,000 rows: 2,000 created, 499 updated, 501 rejected");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Files.readAllLines(dir.resolve("1.csv.rejects")))
                .hasSize(502)
                .anyMatch(line -> line.startsWith("8,9,age: 'old' is no whole number,c-7,old"))
                .anyMatch(line -> line.contains("kairos resize") && line.contains(",c-2400,"));
        assertThat(engine.profiles().find(new ProfileKey(Kind.PERSON, "c-3")).attributes())
                .isEqualTo(Map.of("age", 2_503, "city", "Porto"));
    }

    @Test
    void anEmptyCellTakesTheValueAwayThereToo() throws IOException {
        load("secret-key-1", Files.writeString(dir.resolve("1.csv"), "userId,age,city,household\nc-1,40,Porto,h-1\n"));

        load("secret-key-1", Files.writeString(dir.resolve("2.csv"), "userId,age,household\nc-1,,\n"));

        ProfileData left = engine.profiles().find(new ProfileKey(Kind.PERSON, "c-1"));
        assertThat(left).isEqualTo(ProfileData.of(Map.of("city", "Porto")));
    }

    @Test
    void stopsWhenTheServerDoesNotTakeTheKey() throws IOException {
        CommandRun run = load("write-key-1", Files.writeString(dir.resolve("1.csv"), "userId,age\nc-1,40\n"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("answered 403").contains("stopped before its end");
        assertThat(run.out()).contains("1 rows: 0 created, 0 updated, 1 rejected");
    }

    @Test
    void stopsWhenThereIsNoServer() throws IOException {
        int port = engine.port();
        engine.close();

        CommandRun run = CommandRun.of(
                "load",
                "--pack",
                MINIMAL.toString(),
                "--url",
                "http://127.0.0.1:" + port,
                Files.writeString(dir.resolve("1.ndjson"), "{\"userId\":\"c-1\"}\n")
                        .toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("cannot reach http://127.0.0.1:" + port).doesNotContain("\tat ");
    }

    @Test
    void replacingIsForAStoreOfItsOwn() {
        CommandRun run = CommandRun.of("load", "--pack", "p", "--url", "http://127.0.0.1:1", "--replace", "f.csv");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--data only");
    }

    private CommandRun load(String key, Path... files) {
        List<String> arguments = new ArrayList<>(List.of(
                "load",
                "--pack",
                RETAIL_BANK.toString(),
                "--url",
                "http://127.0.0.1:" + engine.port() + "/",
                "--key",
                key));
        for (Path file : files) {
            arguments.add(file.toString());
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }
}
