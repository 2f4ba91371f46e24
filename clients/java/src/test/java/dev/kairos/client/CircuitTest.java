package dev.kairos.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitTest {

    private static final long PERIOD = 1_000;

    private final Circuit circuit = new Circuit(3, PERIOD);

    @Test
    void letsAllThroughWhileOnlySomeFail() {
        for (int i = 0; i < 10; i++) {
            assertThat(circuit.failed(i)).isFalse();
            assertThat(circuit.failed(i)).isFalse();
            assertThat(circuit.succeeded()).isFalse();
            assertThat(circuit.allows(i)).isTrue();
        }
    }

    /** Whatever the origin of the time is, as with System.nanoTime. */
    @ParameterizedTest
    @ValueSource(longs = {0, -5_000, Long.MAX_VALUE - 500, Long.MIN_VALUE + 5})
    void letsOneThroughPerPeriodAfterAsManyFailures(long now) {
        open(now);

        assertThat(circuit.allows(now)).isFalse();
        assertThat(circuit.allows(now + PERIOD - 1)).isFalse();
        assertThat(circuit.allows(now + PERIOD)).isTrue();
        assertThat(circuit.allows(now + PERIOD)).isFalse();
        assertThat(circuit.allows(now + 2 * PERIOD)).isTrue();
    }

    @Test
    void closesWhenThatOneSucceeds() {
        open(0);
        circuit.allows(PERIOD);

        assertThat(circuit.succeeded()).isTrue();
        assertThat(circuit.succeeded()).isFalse();

        assertThat(circuit.allows(PERIOD)).isTrue();
        assertThat(circuit.allows(PERIOD)).isTrue();
        assertThat(circuit.failed(PERIOD)).isFalse();
    }

    @Test
    void staysOpenForAnotherPeriodWhenThatOneFails() {
        open(0);
        circuit.allows(PERIOD);

        assertThat(circuit.failed(PERIOD + 500)).isFalse();

        assertThat(circuit.allows(2 * PERIOD + 499)).isFalse();
        assertThat(circuit.allows(2 * PERIOD + 500)).isTrue();
    }

    private void open(long now) {
        assertThat(circuit.failed(now)).isFalse();
        assertThat(circuit.failed(now)).isFalse();
        assertThat(circuit.failed(now)).isTrue();
    }
}
