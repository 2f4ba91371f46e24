package dev.kairos.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TcfEncoderTest {

    /** So that the strings in the tests are what IAB's encoder makes, and not what somebody has made of them since. */
    @Test
    void theOfficialEncoderStillMakesTheStringsThatTheTestsRead() throws Exception {
        Process node = NodeModules.start(NodeModules.node("tcf-strings.mjs")
                .redirectError(Path.of("target", "clients", "tcf.log").toFile()));

        String made = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).isZero();
        assertThat(made)
                .isEqualTo(Files.readString(
                        Path.of("..", "..", "engine", "src", "test", "resources", "consent", "tcf-strings.csv")));
    }
}
