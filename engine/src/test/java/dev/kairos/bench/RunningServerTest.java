package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningServerTest {

    @Test
    void takesServersOfThisMachine() {
        assertThat(RunningServer.parse("http://127.0.0.1:8080", "k"))
                .isEqualTo(new RunningServer("127.0.0.1", 8080, "k"));
        assertThat(RunningServer.parse("http://localhost:1/", "").host()).isEqualTo("localhost");
        assertThat(RunningServer.parse("http://[::1]:9", "").host()).isEqualTo("[::1]");
        assertThat(RunningServer.parse("http://localhost", "").port()).isEqualTo(80);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1:8080",
                "http://example.com",
                "http://127.0.0.1.example.com:80",
                "http://0.0.0.0:80"
            })
    void loadsNobodyElses(String url) {
        assertThatThrownBy(() -> RunningServer.parse(url, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on this machine only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1:8080",
                "https://127.0.0.1:8080",
                "http://",
                "http://user@127.0.0.1:8080",
                "http://127.0.0.1:8080/v1/decide",
                "http://127.0.0.1:8080?x=1",
                "http://127.0.0.1:99999999999",
                "ht tp://127.0.0.1"
            })
    void refusesWhatIsNoSuchUrl(String url) {
        assertThatThrownBy(() -> RunningServer.parse(url, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyCannotBreakOutOfItsHeader() {
        assertThatThrownBy(() -> RunningServer.parse("http://127.0.0.1:1", "a\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
