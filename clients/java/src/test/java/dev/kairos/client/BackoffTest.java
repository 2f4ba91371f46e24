package dev.kairos.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void doublesUpToTenSecondsAndScatters() {
        long stepMs = 100;
        for (int failures = 1; failures < 100; failures++) {
            assertThat(backoff.nanos(failures, 0)).isBetween(ms(stepMs / 2), ms(stepMs));
            stepMs = Math.min(10_000, 2 * stepMs);
        }
        assertThat(backoff.nanos(9, 0)).isNotEqualTo(backoff.nanos(9, 0));
    }

    @Test
    void waitsAsLongAsTheServerAskedAtLeast() {
        assertThat(backoff.nanos(1, ms(7_000))).isBetween(ms(7_050), ms(7_100));
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
