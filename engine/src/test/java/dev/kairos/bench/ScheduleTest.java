package dev.kairos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** By a clock that stands still until it is moved. */
class ScheduleTest {

    private static final long MS = 1_000_000;

    private long now = 5_000 * MS;
    private final Schedule schedule = new Schedule(Arrivals.constant(100), now, now + 50 * MS);

    @Test
    void eachIsDueAtItsTimeAndNotBefore() {
        assertThat(schedule.isDue(now)).isTrue();
        assertThat(schedule.take()).isEqualTo(now);

        now += 10 * MS - 1;
        assertThat(schedule.isDue(now)).isFalse();
        assertThat(schedule.nanosUntilDue(now)).isEqualTo(1);

        now += 1;
        assertThat(schedule.isDue(now)).isTrue();
    }

    @Test
    void whatIsTakenLateWasStillDueWhenItWasDue() {
        long start = now;
        now += 45 * MS;

        for (int i = 0; i < 5; i++) {
            assertThat(schedule.isDue(now)).isTrue();
            assertThat(schedule.take()).isEqualTo(start + i * 10 * MS);
        }

        assertThat(schedule.isDue(now)).isFalse();
        assertThat(schedule.isOver()).isTrue();
    }

    @Test
    void nothingIsDueFromTheEndOn() {
        now += 1_000 * MS;

        assertThat(schedule.skipRest()).isEqualTo(5);
        assertThat(schedule.isOver()).isTrue();
        assertThat(schedule.isDue(now)).isFalse();
        assertThat(schedule.skipRest()).isZero();
    }
}
