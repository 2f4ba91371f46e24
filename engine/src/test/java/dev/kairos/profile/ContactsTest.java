package dev.kairos.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.catalogue.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactsTest {

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void countsTogetherWithinAnHour() {
        assertThat(Contacts.compact(List.of(at(0, 1), at(3_599, 2), at(3_600, 4))))
                .containsExactly(at(3_599, 3), at(3_600, 4));
    }

    @Test
    void countsTogetherWithinADayOnceOld() {
        Contact morning = at(-3 * 86_400 - 40_000, 1);
        Contact noon = at(-3 * 86_400 - 100, 1);

        assertThat(Contacts.compact(List.of(at(0, 1), morning, noon)))
                .containsExactly(at(-3 * 86_400 - 100, 2), at(0, 1));
    }

    @Test
    void keepsActionsAndOutcomesApart() {
        Contact click = new Contact("x", Outcome.CLICK, NOON, 1);
        Contact other = new Contact("y", Outcome.IMPRESSION, NOON, 1);

        assertThat(Contacts.compact(List.of(at(0, 1), click, other))).containsExactly(at(0, 1), click, other);
    }

    @Test
    void dropsTheOldestBeyondItsLimit() {
        List<Contact> many = new ArrayList<>();
        for (int hour = 0; hour < 1_000; hour++) {
            many.add(new Contact("action-" + hour, Outcome.CLICK, NOON.plusSeconds(3_600L * hour), 1));
        }

        List<Contact> kept = Contacts.compact(many);

        assertThat(kept).hasSize(Contacts.MAX);
        assertThat(kept.get(0).action()).isEqualTo("action-872");
    }

    @Test
    void staysInRange() {
        List<Contact> extremes = List.of(
                new Contact("a", Outcome.CLICK, Instant.MIN, 1),
                new Contact("b", Outcome.CLICK, Instant.MAX, Integer.MAX_VALUE));

        assertThat(Contacts.compact(extremes))
                .containsExactly(
                        new Contact("a", Outcome.CLICK, Instant.EPOCH, 1),
                        new Contact("b", Outcome.CLICK, Instant.ofEpochSecond(0xFFFF_FFFFL), 65_535));
    }

    private static Contact at(long secondsFromNoon, int count) {
        return new Contact("x", Outcome.IMPRESSION, NOON.plusSeconds(secondsFromNoon), count);
    }
}
