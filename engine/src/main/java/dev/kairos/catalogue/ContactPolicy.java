package dev.kairos.catalogue;

import java.time.Duration;
import java.util.Set;

/**
 * How often something may happen to one customer per window, over all channels together. While the limit is reached,
 * the actions it covers are capped.
 *
 * @param actions indexes of the actions it covers
 * @param each true: each action has a count of its own; false: all of them share one
 * @param max how many outcomes are allowed within the window; at least 1
 */
public record ContactPolicy(
        String id, int index, Set<Integer> actions, boolean each, Outcome outcome, int max, Duration window) {}
