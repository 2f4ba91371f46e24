package dev.kairos.oracle;

import dev.kairos.catalogue.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the oracle knows one.
 *
 * @param attributes by the names of the schema; a missing one is not in the map
 * @param household attributes of the household, or null without one; likewise the company
 * @param consent purpose to granted or denied
 * @param steps the customer's touchpoints, oldest first
 */
record Customer(
        String id,
        Map<String, Object> attributes,
        @Nullable Map<String, Object> household,
        @Nullable Map<String, Object> company,
        Map<String, Boolean> consent,
        List<Met> contacts,
        List<Step> steps) {

    /** Without touchpoints. */
    Customer(
            String id,
            Map<String, Object> attributes,
            @Nullable Map<String, Object> household,
            @Nullable Map<String, Object> company,
            Map<String, Boolean> consent,
            List<Met> contacts) {
        this(id, attributes, household, company, consent, contacts, List.of());
    }

    /** A touchpoint. @param productGroup and amount: as far as the event has them */
    record Step(String event, Instant at, @Nullable String productGroup, double amount) {}

    /** What became of an action that was shown. */
    record Met(String action, Outcome outcome, Instant at, int count) {}
}
