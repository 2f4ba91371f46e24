package dev.kairos.profile;

import java.util.Map;

/**
 * When each value was set, or taken away: what the merge rules for newest and oldest go by.
 *
 * @param atMs by the attribute's name, {@link Change.Merge#HOUSEHOLD} or {@link Change.Merge#COMPANY}, in milliseconds
 *     since the epoch; a value without an entry was set nobody knows when, so before all others. An entry without a
 *     value says that it was taken away
 */
record Told(Map<String, Long> atMs) {

    static final Told UNKNOWN = new Told(Map.of());

    Told {
        atMs = History.sorted(atMs);
    }

    long at(String name) {
        return atMs.getOrDefault(name, 0L);
    }
}
