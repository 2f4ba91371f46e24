package dev.kairos.profile;

import java.util.List;

/**
 * All that a record has.
 *
 * @param links of the identity whose key the record lies under
 * @param folded whether it is a view over facets that lie elsewhere
 */
record Contents(ProfileData data, Told told, List<Link> links, boolean folded) {

    static final Contents NONE = of(ProfileData.EMPTY);

    Contents {
        links = links.stream().sorted().toList();
    }

    static Contents of(ProfileData data) {
        return new Contents(data, Told.UNKNOWN, List.of(), false);
    }
}
