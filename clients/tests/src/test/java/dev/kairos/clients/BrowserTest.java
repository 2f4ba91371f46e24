package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The browser that the other tests rely on shows what is served, and misses no request that would leave the machine. */
@DisabledOnOs(OS.WINDOWS)
class BrowserTest {

    @TempDir
    Path dir;

    @Test
    void seesAPageItsErrorsAndWhatItAsksOfOtherHosts() throws Exception {
        try (ServedPack server = new ServedPack(ClientsPack.writeTo(dir.resolve("pack")), dir)) {
            server.start();

            List<JsonNode> told = NodeScript.run("guard.mjs", server.url() + "/livez");

            assertThat(told).hasSize(2);
            assertThat(told.get(0)).hasToString("{\"text\":\"alive\",\"foreign\":[],\"troubles\":[]}");
            assertThat(told.get(1).path("foreign")).hasToString("[\"elsewhere.example\",\"elsewhere.example:443\"]");
            assertThat(told.get(1).path("troubles").toString()).contains("uncaught: ReferenceError: missing");
        }
    }
}
