package dev.kairos.catalogue;

/**
 * A purpose that a customer consents to or not.
 *
 * @param index its place in {@link Catalogue#purposes()}
 * @param grantedUnlessDenied what holds for a customer of whom no statement is known; false unless the pack says so
 */
public record Purpose(String id, int index, boolean grantedUnlessDenied) {}
