package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void constantArrivalsComeAtEqualDistancesWithoutDrift() {
        Arrivals arrivals = Arrivals.constant(3);

        for (int i = 0; i < 3_000_000; i++) {
            assertThat(arrivals.nextNanos()).isBetween(i * SECOND / 3 - 1, i * SECOND / 3 + 1);
        }
    }

    @Test
    void poissonArrivalsHaveTheRateAndTheSpreadOfChance() {
        Arrivals arrivals = Arrivals.poisson(1_000, 7);
        int count = 200_000;
        double[] gapsMs = new double[count];
        long before = 0;
        for (int i = 0; i < count; i++) {
            long at = arrivals.nextNanos();
            assertThat(at).isGreaterThanOrEqualTo(before);
            gapsMs[i] = (at - before) / 1e6;
            before = at;
        }

        double mean = Arrays.stream(gapsMs).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(gapsMs)
                .map(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElseThrow());

        assertThat(mean).isCloseTo(1, within(0.02));
        assertThat(deviation).isCloseTo(1, within(0.02));
    }

    @Test
    void aSeedGivesTheSameArrivals() {
        Arrivals one = Arrivals.poisson(500, 3);
        Arrivals same = Arrivals.poisson(500, 3);
        Arrivals other = Arrivals.poisson(500, 4);

        long first = one.nextNanos();

        assertThat(same.nextNanos()).isEqualTo(first);
        assertThat(other.nextNanos()).isNotEqualTo(first);
    }

    @Test
    void aRateIsMoreThanNothing() {
        assertThatThrownBy(() -> Arrivals.constant(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Arrivals.poisson(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
