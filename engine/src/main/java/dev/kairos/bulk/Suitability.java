package dev.kairos.bulk;

import java.util.List;

/**
 * Whether a file suits the schema, told before any of it is loaded.
 *
 * @param notes worth knowing, e.g. columns that the schema does not have
 * @param refusals why it must not be loaded; empty when it may
 */
record Suitability(List<String> notes, List<String> refusals) {

    Suitability {
        notes = List.copyOf(notes);
        refusals = List.copyOf(refusals);
    }
}
