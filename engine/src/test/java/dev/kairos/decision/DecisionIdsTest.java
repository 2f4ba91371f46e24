package dev.kairos.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DecisionIdsTest {

    @Test
    void areAscendingUuidsOfVersionSevenThatTellTheTime() {
        DecisionIds ids = new DecisionIds(1);
        long now = 1_790_000_000_000L;
        UUID before = new UUID(0, 0);
        Set<UUID> seen = new HashSet<>();

        for (int i = 0; i < 20_000; i++) {
            ids.next(now + i / 5_000);
            UUID id = new UUID(ids.high(), ids.low());

            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isBetween(now, now + 12);
            assertThat(id.getMostSignificantBits()).isGreaterThan(before.getMostSignificantBits());
            seen.add(id);
            before = id;
        }

        assertThat(seen).hasSize(20_000);
    }

    @Test
    void doNotGoBackWhenTheClockDoes() {
        DecisionIds ids = new DecisionIds(2);
        ids.next(5_000);
        long high = ids.high();

        ids.next(4_000);

        assertThat(ids.high()).isGreaterThan(high);
    }
}
