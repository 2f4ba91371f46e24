package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    @Test
    void findsTheHighestRateThatHolds() {
        double found = new RateSearch(rate -> rate <= 31_000).highest(80_000, 20);

        assertThat(found).isLessThanOrEqualTo(31_000).isCloseTo(31_000, within(0.03 * 80_000));
    }

    @Test
    void isDoneAtOnceWhenAllOfItHolds() {
        List<Double> tried = new ArrayList<>();

        assertThat(new RateSearch(tried::add).highest(1_000, 20)).isEqualTo(1_000);
        assertThat(tried).containsExactly(1_000.0);
    }

    @Test
    void isNothingWhenNoneHolds() {
        assertThat(new RateSearch(rate -> false).highest(1_000, 6)).isZero();
    }

    @Test
    void oneHiccupDoesNotRuleARateOut() {
        List<Double> tried = new ArrayList<>();
        RateSearch search = new RateSearch(rate -> {
            boolean isSecondTry = tried.contains(rate);
            tried.add(rate);
            return isSecondTry;
        });

        assertThat(search.highest(1_000, 20)).isEqualTo(1_000);
    }

    @Test
    void triesNoMoreThanItMay() {
        List<Double> tried = new ArrayList<>();

        new RateSearch(rate -> {
                    tried.add(rate);
                    return false;
                })
                .highest(1_000_000, 5);

        assertThat(tried).hasSize(10);
    }
}
