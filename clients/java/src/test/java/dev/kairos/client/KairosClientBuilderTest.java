package dev.kairos.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KairosClientBuilderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8080",
                "ftp://host",
                "http:///v1",
                "http://u:p@host",
                "http://host?a=b",
                "http://host#a",
                "http://a b"
            })
    void refusesWhatIsNoAddressOfAServer(String server) {
        assertThatThrownBy(() -> KairosClient.builder(server)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void namesTheSettingThatCannotBe(String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable setting) {
        assertThatThrownBy(setting).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(name);
    }

    static Stream<Arguments> settings() {
        KairosClientBuilder builder = KairosClient.builder("http://127.0.0.1:8080");
        return Stream.of(
                setting("key", () -> builder.key("")),
                setting("key", () -> builder.key("a\r\nb")),
                setting("timeout", () -> builder.timeout(Duration.ZERO)),
                setting("networkAllowance", () -> builder.networkAllowance(Duration.ofMillis(-1))),
                setting("concurrentCalls", () -> builder.concurrentCalls(0)),
                setting("waitingCalls", () -> builder.waitingCalls(0)),
                setting("failures", () -> builder.circuit(0, Duration.ofSeconds(1))),
                setting("period", () -> builder.circuit(1, Duration.ZERO)),
                setting("queueCapacity", () -> builder.queueCapacity(0)),
                setting("batchSize", () -> builder.batchSize(2_501)),
                setting("linger", () -> builder.linger(Duration.ofMillis(-1))),
                setting("timeout", () -> DecideRequest.builder("web").timeout(Duration.ZERO)),
                setting(
                        "userId",
                        () -> DecideRequest.builder("web", "a").userId(null).build()),
                setting(
                        "placement",
                        () -> DecideRequest.builder("web").userId("c").build()),
                setting(
                        "channel",
                        () -> DecideRequest.builder("", "a").userId("c").build()));
    }

    private static Arguments setting(String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable setting) {
        return Arguments.of(name, setting);
    }

    @ParameterizedTest
    @CsvSource({"100,90", "50,40", "15,8", "3,2", "1,1", "0,1", "60000,5000"})
    void givesTheServerWhatRemainsWithoutTheWay(long leftMs, long serverMs) {
        DecideLimits limits = KairosClient.builder("http://127.0.0.1").decideLimits();

        assertThat(limits.serverMs(leftMs * 1_000_000)).isEqualTo(serverMs);
    }
}
