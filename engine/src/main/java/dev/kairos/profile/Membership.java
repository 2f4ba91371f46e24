package dev.kairos.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * What the record of a person says of who is who.
 *
 * @param anonymousIds those that lead to it, in order, without its own
 * @param userIds likewise
 * @param links of the identity that the record lies under, in order
 * @param folded whether it is a view over facets that lie elsewhere
 */
record Membership(Collection<String> anonymousIds, Collection<String> userIds, Collection<Link> links, boolean folded) {

    static final Membership ALONE = new Membership(List.of(), List.of(), List.of(), false);

    static Membership of(ProfileView view) {
        if (!view.isPresent()) {
            return ALONE;
        }
        List<String> anonymousIds = new ArrayList<>();
        view.forEachAnonymousId(anonymousIds::add);
        Collections.sort(anonymousIds);
        PartDecoder parts = view.partDecoder();
        return new Membership(anonymousIds, parts.users(), parts.links(), view.isFolded());
    }
}
