package dev.kairos.bulk;

import org.jspecify.annotations.Nullable;

/**
 * One row of a file of events.
 *
 * @param number among the rows of the file, from 1
 * @param line where it begins, from 1
 * @param original what it was, for the rejects: as its format keeps it
 * @param json the event in the form of the Segment family; null when the row is none
 * @param wrong why it is none; null when it is one
 */
record EventRow(
        long number,
        long line,
        Object original,
        byte @Nullable [] json,
        @Nullable String wrong) {}
