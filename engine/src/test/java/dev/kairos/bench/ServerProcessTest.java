package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ServerProcessTest {

    @TempDir
    Path dir;

    private ServerProcess start(String script) throws InterruptedException {
        return ServerProcess.start(List.of("sh", "-c", script), Map.of("SAYS", "hello"), dir.resolve("log"));
    }

    @Test
    void takesThePortThatTheServerSays() throws InterruptedException {
        ServerProcess server = start("echo $SAYS; echo 'toy at http://127.0.0.1:4711'; exec sleep 60");
        try (server) {
            assertThat(server.port()).isEqualTo(4711);
            assertThat(server.isAlive()).isTrue();
            assertThat(server.tail()).startsWith("hello");
        }

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void tellsTheEndOfWhatAServerSaidThatDidNotStart() {
        assertThatThrownBy(() -> start("seq 1 100000; echo 'port 80: permission denied' >&2; exit 3"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageEndingWith("port 80: permission denied")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(6_000));
    }

    @Test
    void aProgramThatIsNotThereIsToldOf() {
        assertThatThrownBy(() -> ServerProcess.start(List.of("/no/such/program"), Map.of(), dir.resolve("log")))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void aFloorEndsWhenTheOneWhoStartedItIsGone() throws IOException, InterruptedException {
        Program program = Program.here("none");
        List<String> command = program.command(
                dir.resolve("gc.log"), FloorServer.class.getName(), List.of(Floor.NETTY_ECHO.word(), "http/1.1", "1"));
        Process floor = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            assertThat(floor.inputReader().readLine()).startsWith("netty-echo at http://127.0.0.1:");

            floor.getOutputStream().close();

            assertThat(floor.waitFor()).isZero();
        } finally {
            floor.destroyForcibly();
        }
    }
}
