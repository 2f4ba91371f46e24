package dev.kairos.catalogue;

import java.util.Set;

/**
 * A share of customers who are left out on purpose, so that the effect of the actions can be measured. Membership is
 * a salted hash of the profile's key: the same always and everywhere, and nothing is stored.
 *
 * @param share 0 to 1
 * @param actions indexes of the actions that are withheld
 */
public record Holdout(String id, int index, String salt, double share, Set<Integer> actions) {}
