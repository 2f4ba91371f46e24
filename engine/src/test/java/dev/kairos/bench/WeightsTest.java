package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {

    @Test
    void readsKindsWithTheirWeights() {
        assertThat(Weights.parse("decide=90, touchpoint=8,outcome=2").of())
                .isEqualTo(Map.of(CallKind.DECIDE, 90, CallKind.TOUCHPOINT, 8, CallKind.OUTCOME, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "decide",
                "decide=",
                "decide=x",
                "decide=-1",
                "decide=0",
                "decide=1,decide=2",
                "decide=1,,",
                "decide=1=2",
                "decide=99999999999",
                "decision=1",
                "outcome=5",
                "touchpoint=5,outcome=5"
            })
    void refusesWhatIsNoMix(String text) {
        assertThatThrownBy(() -> Weights.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Exception");
    }

    @Test
    void aPatternHasTheSharesInNoOrder() {
        CallKind[] pattern = Weights.parse("decide=90,touchpoint=8,outcome=2").pattern(1_000, 5);

        assertThat(pattern).doesNotContainNull();
        assertThat(count(pattern, CallKind.DECIDE)).isEqualTo(900);
        assertThat(count(pattern, CallKind.TOUCHPOINT)).isEqualTo(80);
        assertThat(count(pattern, CallKind.OUTCOME)).isEqualTo(20);
        assertThat(count(Arrays.copyOf(pattern, 500), CallKind.TOUCHPOINT)).isBetween(20L, 60L);
        assertThat(pattern)
                .isEqualTo(Weights.parse("decide=90,touchpoint=8,outcome=2").pattern(1_000, 5));
    }

    private static long count(CallKind[] pattern, CallKind kind) {
        return Arrays.stream(pattern).filter(each -> each == kind).count();
    }
}
