package dev.kairos.catalogue;

import java.util.Set;

/**
 * How an action looks in a placement, channel and locale. It fits a placement that it names (or names none), whose
 * accepted tags it shares one of (or which accepts all), on a channel and in a locale that it is for (or for all).
 *
 * @param placements ids of placements; empty means any whose tags it meets
 * @param channels empty means all
 * @param locales BCP 47 tags; "de" serves "de-CH" too, empty means all
 * @param tags what it is, e.g. {@code image}, {@code wide}; matched against {@link Placement#accepts()}
 * @param fragment id of the content fragment
 */
public record Treatment(
        Set<String> placements, Set<String> channels, Set<String> locales, Set<String> tags, String fragment) {

    public boolean fits(Placement placement) {
        return (placements.isEmpty() || placements.contains(placement.id()))
                && (placement.accepts().isEmpty() || tags.stream().anyMatch(placement.accepts()::contains));
    }
}
