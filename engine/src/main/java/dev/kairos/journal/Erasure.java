package dev.kairos.journal;

import java.util.List;

/**
 * A customer who is to be erased from all files.
 *
 * @param position of the journal's record that says so: what was told before goes, what is told later is new
 * @param timeMs of that record
 * @param partitionKeys of all ids of the customer
 */
public record Erasure(long position, long timeMs, List<Long> partitionKeys) {

    public Erasure {
        partitionKeys = List.copyOf(partitionKeys);
    }
}
