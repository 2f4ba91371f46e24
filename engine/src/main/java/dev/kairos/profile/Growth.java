package dev.kairos.profile;

import java.util.List;

/**
 * What a path has grown by when all that is new came to its end.
 *
 * @param lastMs when the last step before that happened
 * @param items in their order; none when only time has passed
 */
public record Growth(long lastMs, List<PathItem> items) {}
