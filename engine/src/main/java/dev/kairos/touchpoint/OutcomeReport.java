package dev.kairos.touchpoint;

import dev.kairos.catalogue.Outcome;
import java.util.Objects;

/** What became of one slot of a decision. */
public record OutcomeReport(Outcome outcome, SlotToken slot) {

    public OutcomeReport {
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(slot);
    }
}
