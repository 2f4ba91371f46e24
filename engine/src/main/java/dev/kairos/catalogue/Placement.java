package dev.kairos.catalogue;

import java.util.Set;

/**
 * A slot that a channel wants filled.
 *
 * @param index its place in {@link Catalogue#placements()}
 * @param fallback fragment id that is answered when nothing may or can be shown
 * @param accepts tags of treatments that it takes; empty means all
 */
public record Placement(String id, int index, String fallback, Set<String> accepts) {}
