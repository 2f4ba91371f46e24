package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The web client in a real browser, against a server process: the cases stand in the scripts. */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebClientTest {

    private ServedPack server;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        server = new ServedPack(WebPack.writeTo(dir.resolve("pack")), dir);
        server.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"slots.mjs", "faults.mjs"})
    void doesWhatEachCaseSays(String script) {
        List<JsonNode> cases = NodeScript.run(script, server.url());

        assertThat(cases)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.path("passed").booleanValue())
                        .as(one.path("name").textValue() + "\n"
                                + one.path("error").asText())
                        .isTrue());
    }
}
