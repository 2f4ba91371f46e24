package dev.kairos.journey;

/**
 * An action as the journal of actions has it.
 *
 * @param position of the record of the main journal that caused it
 * @param sequence counts the actions of one cause from 0
 */
public record ActionRecord(long position, int sequence, Action action) {}
