package dev.kairos.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void eachNineIsAsWideAsTheOneBefore() {
        Axis axis = Axis.nines("", 0.9999);

        assertThat(axis.at(0)).isZero();
        assertThat(axis.at(0.9)).isCloseTo(0.25, within(1e-9));
        assertThat(axis.at(0.99)).isCloseTo(0.5, within(1e-9));
        assertThat(axis.at(0.9999)).isCloseTo(1, within(1e-9));
        assertThat(axis.ticks()).extracting(Axis.Tick::label).endsWith("99.9 %", "99.99 %");
    }

    @Test
    void anyRangeHasItsEndsInsideAndSomeTicks() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            double low = Math.pow(10, random.nextDouble() * 12 - 2);
            double high = low * (1 + Math.pow(10, random.nextDouble() * 8 - 3));
            Axis log = Axis.log("", low, high, Shown::nanos);
            Axis linear = Axis.linear("", high, Shown::count);

            assertThat(log.at(low)).isBetween(0.0, 1.0);
            assertThat(log.at(high)).isGreaterThanOrEqualTo(log.at(low)).isLessThanOrEqualTo(1);
            assertThat(log.ticks()).hasSizeBetween(2, 60);
            assertThat(linear.at(high)).isBetween(0.5, 1.0);
            assertThat(linear.ticks()).hasSizeBetween(2, 8);
            assertThat(linear.ticks().get(0).value()).isZero();
        }
    }

    @Test
    void namesTheValuesThatAParameterHad() {
        Axis axis = Axis.logAt("rules", List.of(20.0, 200.0, 5_000.0), Shown::count);

        assertThat(axis.ticks()).extracting(Axis.Tick::label).containsExactly("20", "200", "5,000");
        assertThat(axis.at(20)).isGreaterThan(0).isLessThan(axis.at(200));
    }
}
