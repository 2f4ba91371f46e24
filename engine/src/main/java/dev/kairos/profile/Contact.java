package dev.kairos.profile;

import dev.kairos.catalogue.Outcome;
import java.time.Instant;
import java.util.Objects;

/**
 * That an action met a customer, and what came of it. The store keeps contacts of one action and outcome within one
 * hour as one with a count (within one day, once they are two days older than the newest), so that the counts that
 * contact policies need stay exact to the hour at a bounded size.
 *
 * @param at the latest of those it counts, kept to the second: a limit holds a little longer rather than too short
 * @param count how many, at least 1
 */
public record Contact(String action, Outcome outcome, Instant at, int count) {

    public Contact {
        Objects.requireNonNull(action);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(at);
        if (count < 1) {
            throw new IllegalArgumentException("a contact's count is at least 1, not " + count);
        }
    }
}
