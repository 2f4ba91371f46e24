package dev.kairos.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {

    @Test
    void saysByHowMuchATargetIsMissed() {
        assertThat(Figure.FLOOR_RATIO.verdict(Measured.single(0.6))).isEqualTo("missed by 20.0 %");
        assertThat(Figure.P99_OVER_FLOOR.verdict(Measured.single(3))).isEqualTo("missed by a factor of 2");
        assertThat(Figure.DECIDE_P50.verdict(Measured.single(5_000))).isEqualTo("met");
        assertThat(Figure.FLOOR_RATIO.verdict(Measured.median(0.74, 0.76, 0.78)))
                .isEqualTo("met in the median, not in every round");
        assertThat(Figure.FLOOR_RATIO.verdict(Measured.MISSING)).isEqualTo("not measured");
    }

    @Test
    void namesAreThoseOfTheHistoryAndEachIsOnce() {
        assertThat(Arrays.stream(Figure.values()).map(Figure::key))
                .doesNotHaveDuplicates()
                .contains("floorRatio");
    }

    @ParameterizedTest
    @CsvSource({
        "0.4,0.40 ns",
        "3,3 ns",
        "999,999 ns",
        "3700,3.7 µs",
        "15000,15 µs",
        "1234567,1.2 ms",
        "2.5e9,2.5 s",
        "NaN,not measured"
    })
    void showsTimesInTheUnitThatSuits(double nanos, String shown) {
        assertThat(Shown.nanos(nanos)).isEqualTo(shown);
    }

    @Test
    void aDifferenceIsOneOnlyWhereRangesDoNotMeet() {
        Measured low = Measured.median(1, 2, 3);

        assertThat(low.isApartFrom(Measured.median(3, 4, 5))).isFalse();
        assertThat(low.isApartFrom(Measured.median(3.1, 4, 5))).isTrue();
        assertThat(low.isApartFrom(Measured.single(100))).isFalse();
        assertThat(Measured.median().isThere()).isFalse();
    }
}
