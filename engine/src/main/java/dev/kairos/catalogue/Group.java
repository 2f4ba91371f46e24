package dev.kairos.catalogue;

/**
 * What actions have in common, e.g. {@code cards} or {@code service}: the handle for contact policies, holdouts and
 * suppression.
 *
 * @param index its place in {@link Catalogue#groups()}
 */
public record Group(String id, int index, String description) {}
