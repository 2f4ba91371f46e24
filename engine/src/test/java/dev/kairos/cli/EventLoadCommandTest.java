package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.Checkout;
import dev.kairos.Config;
import dev.kairos.Engine;
import dev.kairos.pack.PackLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of touchpoints into a data folder and into a server. */
class EventLoadCommandTest {

    private static final Path MINIMAL = Checkout.root().resolve("rules/minimal");
    private static final String MAPPING = """
            userId: user
            event: event
            timestamp: at
            pattern: yyyy-MM-dd HH:mm:ss
            messageId: [user, event, at]
            """;

    @TempDir
    Path dir;

    private CommandRun load(String target, Path where, String... more) throws IOException {
        Path config = Files.writeString(dir.resolve("kairos.yaml"), "store: { capacity: 2000 }\n");
        List<String> arguments = new ArrayList<>(
                List.of("load", "--pack", MINIMAL.toString(), target, where.toString(), "--config", config.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void loadsIntoADataFolderAndKeepsWhatIsRejected() throws IOException {
        Path mapping = Files.writeString(dir.resolve("mapping.yaml"), MAPPING);
        Path file = Files.writeString(dir.resolve("1.csv"), rows(1_500) + ",home,2024-03-13 10:00:00\n");

        CommandRun run = load("--data", dir.resolve("data"), "--events", mapping.toString(), file.toString());

        assertThat(run.err()).contains("the rejected rows and why are in");
        assertThat(run.out()).contains("1.csv: 1,501 rows: 1,500 taken, 1 rejected");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Files.readAllLines(dir.resolve("1.csv.rejects"))).hasSize(2);
        assertThat(dir.resolve("data/journal")).isNotEmptyDirectory();
    }

    @Test
    void loadsIntoAServerAsWell() throws IOException {
        Path mapping = Files.writeString(dir.resolve("mapping.yaml"), MAPPING);
        Path file = Files.writeString(dir.resolve("1.csv"), rows(600) + ",home,2024-03-13 10:00:00\n");
        Path bad = Files.writeString(dir.resolve("2.csv"), "user,event,at\n,home,2024-03-13 10:00:00\n");
        Path worse = Files.writeString(
                dir.resolve("3.csv"), "user,event,at\n,a,2024-03-13 10:00:00\n,b,2024-03-13 10:00:00\n");

        try (Engine engine = engine()) {
            CommandRun run = CommandRun.of(
                    "load",
                    "--pack",
                    MINIMAL.toString(),
                    "--url",
                    "http://127.0.0.1:" + engine.port(),
                    "--events",
                    mapping.toString(),
                    file.toString(),
                    bad.toString(),
                    worse.toString());

            assertThat(run.err()).doesNotContain("stopped");
            assertThat(run.out())
                    .contains("1.csv: 601 rows: 600 taken, 1 rejected", "2.csv: 1 rows: 0 taken, 1 rejected")
                    .contains("3.csv: 2 rows: 0 taken, 2 rejected", "all files: 604 rows: 600 taken");
            assertThat(Files.readString(dir.resolve("3.csv.rejects"))).contains("/userId: a userId or an anonymousId");
        }
    }

    @Test
    void loadsEventsOfTheSegmentFamilyWithoutAMapping() throws IOException {
        Path file = Files.writeString(
                dir.resolve("1.ndjson"), "{\"type\":\"identify\",\"userId\":\"u-1\",\"anonymousId\":\"a-1\"}\n");

        CommandRun run = load("--data", dir.resolve("data"), "--events", "ndjson", file.toString());

        assertThat(run.out()).contains("1.ndjson: 1 rows: 1 taken, 0 rejected");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void tellsOfAMappingThatIsWrong() throws IOException {
        Path mapping = Files.writeString(dir.resolve("mapping.yaml"), "user: u\n");
        Path file = Files.writeString(dir.resolve("1.csv"), rows(1));

        CommandRun run = load("--data", dir.resolve("data"), "--events", mapping.toString(), file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("mapping.yaml:1: unknown key 'user'");
    }

    private static String rows(int count) {
        StringBuilder rows = new StringBuilder("user,event,at\n");
        for (int i = 0; i < count; i++) {
            rows.append("u-").append(i % 100).append(",e").append(i).append(",2024-03-13 10:00:00\n");
        }
        return rows.toString();
    }

    private Engine engine() {
        Config usual = Config.DEFAULT;
        Config settings = new Config(
                usual.server().withPort(0).withEventLoops(1),
                usual.decide(),
                new Config.Store(2_000),
                usual.decisionLog());
        return Engine.start(MINIMAL, PackLoader.load(MINIMAL).orThrow(), dir.resolve("data"), settings);
    }
}
