package dev.kairos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideCommandTest {

    private static final String RETAIL_BANK =
            Checkout.root().resolve("rules/retail-bank").toString();

    @TempDir
    Path dir;

    private Path data;

    @BeforeEach
    void loadACustomer() throws IOException {
        data = dir.resolve("data");
        Path config = Files.writeString(dir.resolve("kairos.yaml"), "store: { capacity: 10000 }\n");
        Path customers = Files.writeString(dir.resolve("1.csv"), "userId,openCases\nc-1,fraud\n");
        CommandRun load = CommandRun.of(
                "load",
                "--pack",
                RETAIL_BANK,
                "--data",
                data.toString(),
                "--config",
                config.toString(),
                customers.toString());
        assertThat(load.exitCode()).isZero();
    }

    @Test
    void explainsOneDecision() throws IOException {
        CommandRun run = decide("{\"userId\":\"c-1\",\"channel\":\"web\",\"placements\":[\"account.alert\"]}");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        JsonNode answer = new ObjectMapper().readTree(run.out());
        assertThat(answer.path("degraded").asBoolean(true)).isFalse();
        assertThat(answer.at("/decisions/0/action").asText()).contains("fraud");
        assertThat(answer.findValue("reason").asText()).isEqualTo("TARGETED");
        assertThat(run.out()).contains("rules");
    }

    @Test
    void failsWithTheProblemWhenTheRequestIsNotValid() throws IOException {
        CommandRun run = decide("{\"userId\":\"c-1\",\"placements\":[\"account.alert\"]}");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("channel");
    }

    @Test
    void saysWhatIsWrongWithItsFiles() throws IOException {
        assertThat(decide("{").err()).contains("is not JSON").doesNotContain("Exception");
        assertThat(decide("[]").err()).contains("no JSON object");
        assertThat(CommandRun.of("decide", "--pack", RETAIL_BANK, "--data", data.toString(), "none.json")
                        .err())
                .isEqualTo("kairos decide: there is no file none.json" + System.lineSeparator());
        Path request = Files.writeString(dir.resolve("r.json"), "{}");
        assertThat(CommandRun.of("decide", "--pack", RETAIL_BANK, "--data", dir + "/none", request.toString())
                        .err())
                .contains("kairos load");
    }

    private CommandRun decide(String request) throws IOException {
        Path file = Files.writeString(dir.resolve("request.json"), request);
        return CommandRun.of("decide", "--pack", RETAIL_BANK, "--data", data.toString(), file.toString());
    }
}
