package dev.kairos.bulk;

import dev.kairos.profile.Change;

/**
 * One row of a file.
 *
 * @param number among the rows of the file, from 1
 * @param line where it begins, from 1
 * @param original what it was, for the rejects: as its format keeps it
 * @param change what it asks for, or what is wrong with it
 */
record Row(long number, long line, Object original, Parsed<Change> change) {}
