package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenCallsTest {

    @TempDir
    Path dir;

    @Test
    void readsACallALine() throws IOException {
        Path file = Files.writeString(dir.resolve("calls.ndjson"), "{\"userId\":\"ä\"}\n\n {\"userId\":\"b\"} \r\n");

        assertThat(GivenCalls.read(file))
                .extracting(call -> new String(call.body(), StandardCharsets.UTF_8))
                .containsExactly("{\"userId\":\"ä\"}", "{\"userId\":\"b\"}");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path empty = Files.writeString(dir.resolve("empty"), "\n");
        Path list = Files.writeString(dir.resolve("list"), "[1]\n");
        Path cut = Files.writeString(dir.resolve("cut"), "{\"userId\":\n");
        Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> GivenCalls.read(dir.resolve("none"))).hasMessageContaining("there is no file");
        assertThatThrownBy(() -> GivenCalls.read(dir)).isInstanceOf(BenchException.class);
        assertThatThrownBy(() -> GivenCalls.read(empty)).hasMessageContaining("holds no call");
        assertThatThrownBy(() -> GivenCalls.read(list)).hasMessageContaining("no JSON object");
        assertThatThrownBy(() -> GivenCalls.read(cut)).hasMessageContaining("no JSON object");
        assertThatThrownBy(() -> GivenCalls.read(binary)).hasMessageContaining("not UTF-8");
    }

    @Test
    void takesNoMoreThanFitsInMemory() throws IOException {
        Path file = Files.writeString(dir.resolve("many"), "{}\n".repeat(100_001));

        assertThatThrownBy(() -> GivenCalls.read(file)).hasMessageContaining("more than 100,000");
    }
}
