package dev.kairos.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Holdout;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldoutGateTest {

    private static final int IDS = 100_000;

    /** Within four standard deviations of a binomial: one honest seed in 16,000 would fail. */
    @ParameterizedTest
    @CsvSource({
        "0.05, global, c-%d",
        "0.01, cards-2026, c-%d",
        "0.5, x, %d",
        "0.1, '', 00000000-0000-7000-8000-%012d",
        "0.9, long-salt-with-a-year-2026, user_%d@example.org"
    })
    void holdsOutItsShareOfAHundredThousandIds(double share, String salt, String pattern) {
        Holdout holdout = new Holdout("h", 0, salt, share, Set.of());

        long held = IntStream.range(0, IDS)
                .filter(i -> HoldoutGate.contains(holdout, pattern.formatted(i)))
                .count();

        double deviation = Math.sqrt(IDS * share * (1 - share));
        assertThat(Math.abs(held - IDS * share)).isLessThan(4 * deviation);
    }

    @Test
    void differentSaltsChooseIndependently() {
        Holdout one = new Holdout("one", 0, "one", 0.2, Set.of());
        Holdout other = new Holdout("other", 0, "other", 0.2, Set.of());

        long both = IntStream.range(0, IDS)
                .mapToObj(i -> "c-" + i)
                .filter(id -> HoldoutGate.contains(one, id) && HoldoutGate.contains(other, id))
                .count();

        assertThat(Math.abs(both - IDS * 0.04)).isLessThan(4 * Math.sqrt(IDS * 0.04 * 0.96));
    }

    @Test
    void isTheSameOnEveryMachineAndForEver() {
        assertThat(SaltedHash.share("salt", "c-1")).isEqualTo(0.5117314369002574);
        assertThat(SaltedHash.share("sal", "tc-1")).isNotEqualTo(SaltedHash.share("salt", "c-1"));
    }

    @Test
    void noShareHoldsNobodyAndAWholeOneEverybody() {
        Holdout nobody = new Holdout("n", 0, "s", 0, Set.of());
        Holdout everybody = new Holdout("e", 0, "s", 1, Set.of());

        assertThat(IntStream.range(0, 1000).mapToObj(i -> "c-" + i))
                .noneMatch(id -> HoldoutGate.contains(nobody, id))
                .allMatch(id -> HoldoutGate.contains(everybody, id));
    }
}
