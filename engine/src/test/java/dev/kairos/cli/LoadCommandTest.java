package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.Checkout;
import dev.kairos.DataFolder;
import dev.kairos.metrics.Metrics;
import dev.kairos.pack.PackLoader;
import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;
import dev.kairos.profile.ProfileKey;
import dev.kairos.profile.ProfileStore;
import dev.kairos.profile.StoreOptions;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCommandTest {

    private static final Path RETAIL_BANK = Checkout.root().resolve("rules/retail-bank");

    @TempDir
    Path dir;

    private Path config;
    private Path data;

    @BeforeEach
    void makeTheStoreSmall() throws IOException {
        config = Files.writeString(dir.resolve("kairos.yaml"), "store: { capacity: 20000 }\n");
        data = dir.resolve("data");
    }

    @Test
    void losesNoRowOfTheRealBankFile() throws IOException {
        Path file = Checkout.sharedData("bank-customers.csv");
        List<String> lines = Files.readAllLines(file);

        CommandRun run = load(copy(file));

        assertThat(run.out()).startsWith("bank-customers.csv: 11,435 rows: 11,435 created, 0 updated, 0 rejected");
        assertThat(run.exitCode()).isZero();
        try (ProfileStore store = open()) {
            assertThat(store.size()).isEqualTo(11_435);
            for (int row = 1; row < lines.size(); row++) {
                assertIsLoaded(lines.get(row).split(";"), store.find(new ProfileKey(Kind.PERSON, "" + row)));
            }
        }
    }

    private static void assertIsLoaded(String[] row, ProfileData profile) {
        assertThat(profile.attributes())
                .isEqualTo(Map.ofEntries(
                        Map.entry("age", Integer.parseInt(row[0])),
                        Map.entry("job", row[1]),
                        Map.entry("maritalStatus", row[2]),
                        Map.entry("education", row[3]),
                        Map.entry("inDefault", row[4].equals("yes")),
                        Map.entry("balance", Double.parseDouble(row[5])),
                        Map.entry("housingLoan", row[6].equals("yes")),
                        Map.entry("personalLoan", row[7].equals("yes")),
                        Map.entry("contactChannel", row[8]),
                        Map.entry("lastCallDay", Integer.parseInt(row[9])),
                        Map.entry("lastCallMonth", row[10]),
                        Map.entry("lastCallSeconds", Integer.parseInt(row[11])),
                        Map.entry("campaignContacts", Integer.parseInt(row[12])),
                        Map.entry("daysSinceCampaign", Integer.parseInt(row[13])),
                        Map.entry("previousContacts", Integer.parseInt(row[14])),
                        Map.entry("previousOutcome", row[15]),
                        Map.entry("termDeposit", row[16].equals("yes"))));
    }

    @Test
    void putsFilesOnTopOfWhatIsThere() throws IOException {
        Path first = Files.writeString(dir.resolve("1.csv"), "userId,age,city\nc-1,40,Porto\nc-2,50,Faro\n");
        Path second = Files.writeString(
                dir.resolve("2.ndjson"),
                "{\"userId\":\"c-1\",\"attributes\":{\"age\":41}}\n{\"userId\":\"c-3\",\"attributes\":{\"age\":30}}\n");

        CommandRun run = load(first, second);

        assertThat(run.err()).contains("1.csv: note: no column for").doesNotContain("rejects");
        assertThat(run.out()).contains("all files: 4 rows: 3 created, 1 updated, 0 rejected");
        try (ProfileStore store = open()) {
            assertThat(store.find(new ProfileKey(Kind.PERSON, "c-1")).attributes())
                    .isEqualTo(Map.of("age", 41, "city", "Porto"));
        }
    }

    @Test
    void replacesWhatIsThereWhenAskedTo() throws IOException {
        load(Files.writeString(dir.resolve("1.csv"), "userId,age,city\nc-1,40,Porto\n"));

        CommandRun run = run(
                "--replace",
                Files.writeString(dir.resolve("2.csv"), "userId,age\nc-1,41\n").toString());

        assertThat(run.exitCode()).isZero();
        try (ProfileStore store = open()) {
            assertThat(store.find(new ProfileKey(Kind.PERSON, "c-1")).attributes())
                    .isEqualTo(Map.of("age", 41));
        }
    }

    @Test
    void failsWhenARowIsRejectedAndSaysWhereItIs() throws IOException {
        CommandRun run = load(Files.writeString(dir.resolve("1.csv"), "userId,age\nc-1,40\nc-2,old\n"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("2 rows: 1 created, 0 updated, 1 rejected");
        assertThat(run.err()).contains("1.csv.rejects");
        assertThat(dir.resolve("1.csv.rejects")).content().contains("'old' is no whole number");
    }

    @Test
    void keepsRowsThatTheStoreHasNoRoomFor() throws IOException {
        Files.writeString(config, "store: { capacity: 1000 }\n");
        StringBuilder rows = new StringBuilder("userId,age\n");
        for (int i = 0; i < 3_000; i++) {
            rows.append("c-").append(i).append(",40\n");
        }

        CommandRun run = load(Files.writeString(dir.resolve("1.csv"), rows));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("3,000 rows: 1,000 created, 0 updated, 2,000 rejected");
        assertThat(Files.readAllLines(dir.resolve("1.csv.rejects")))
                .hasSize(2_001)
                .element(1)
                .asString()
                .contains("kairos resize");
    }

    @Test
    void makesRoomForMore() throws IOException {
        keepsRowsThatTheStoreHasNoRoomFor();

        CommandRun resize = CommandRun.of("resize", "--data", data.toString(), "--capacity", "5000");
        CommandRun again = load(dir.resolve("1.csv.rejects"));

        assertThat(resize.out()).contains("room for 5,000 profiles");
        assertThat(resize.exitCode()).isZero();
        assertThat(again.out()).contains("2,000 rows: 2,000 created, 0 updated, 0 rejected");
        assertThat(again.exitCode()).isZero();
    }

    @Test
    void refusesACapacityThatIsTooSmallOrNoNumber() throws IOException {
        load(Files.writeString(dir.resolve("1.csv"), "userId,age\nc-1,40\nc-2,41\n"));

        assertThat(CommandRun.of("resize", "--data", data.toString(), "--capacity", "1")
                        .exitCode())
                .isEqualTo(1);
        assertThat(CommandRun.of("resize", "--data", data.toString(), "--capacity", "0")
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("resize", "--data", data.toString(), "--capacity", "1x")
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("resize", "--data", dir.resolve("none").toString(), "--capacity", "10")
                        .err())
                .startsWith("kairos resize: ")
                .contains("no profile store")
                .doesNotContain("Exception");
    }

    @Test
    void saysSoWhenTheStoreIsInUse() throws IOException {
        Path file = Files.writeString(dir.resolve("1.csv"), "userId,age\nc-1,40\n");
        load(file);
        try (ProfileStore open = open()) {
            CommandRun run = load(file);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("in use by another process").doesNotContain("Exception");
            assertThat(open.size()).isEqualTo(1);
        }
    }

    @Test
    void loadsNothingOfAFileThatDoesNotSuitThePack() throws IOException {
        CommandRun run = load(Files.writeString(dir.resolve("1.csv"), "a,b\n1,2\n"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("right pack").contains("nothing of it was loaded");
    }

    @Test
    void needsExactlyOneTarget() {
        assertThat(CommandRun.of("load", "--pack", "p", "f").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("load", "--pack", "p", "--data", "d", "--url", "http://x", "f")
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("load", "--pack", "p", "--data", "d").exitCode())
                .isEqualTo(2);
        assertThat(CommandRun.of("load", "--pack", "p", "--data", "d", "--kind", "robot", "f")
                        .err())
                .contains("--kind")
                .contains("robot");
    }

    private CommandRun load(Path... files) {
        return run(Arrays.stream(files).map(Path::toString).toArray(String[]::new));
    }

    private CommandRun run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "load", "--pack", RETAIL_BANK.toString(), "--data", data.toString(), "--config", config.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private ProfileStore open() {
        Schema schema = PackLoader.load(RETAIL_BANK).orThrow().schema();
        return ProfileStore.open(
                new DataFolder(data).profiles(), schema, StoreOptions.ofCapacity(20_000), new Metrics());
    }

    /** So that no rejects are written beside data of others. */
    private Path copy(Path file) throws IOException {
        return Files.copy(file, dir.resolve(file.getFileName().toString()));
    }
}
