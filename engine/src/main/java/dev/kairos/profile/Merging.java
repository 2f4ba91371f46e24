package dev.kairos.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How two profiles become one. Pure functions. */
final class Merging {

    private Merging() {}

    /** The profile with what is named taken out, and the patch put over the rest. */
    static ProfileData patched(ProfileData old, ProfileData patch, Set<String> removed) {
        Map<String, Object> attributes = new HashMap<>(old.attributes());
        Set<String> anonymousIds = new HashSet<>(old.anonymousIds());
        Map<String, Consent> consent = new HashMap<>(old.consent());
        for (String name : removed) {
            attributes.remove(name);
            if (name.startsWith(Change.Merge.ANONYMOUS_ID)) {
                anonymousIds.remove(name.substring(Change.Merge.ANONYMOUS_ID.length()));
            } else if (name.startsWith(Change.Merge.CONSENT)) {
                consent.remove(name.substring(Change.Merge.CONSENT.length()));
            }
        }
        attributes.putAll(patch.attributes());
        anonymousIds.addAll(patch.anonymousIds());
        consent.putAll(patch.consent());
        boolean keepsContacts = !removed.contains(Change.Merge.CONTACTS);
        return new ProfileData(
                attributes,
                over(patch.household(), removed.contains(Change.Merge.HOUSEHOLD) ? null : old.household()),
                over(patch.company(), removed.contains(Change.Merge.COMPANY) ? null : old.company()),
                anonymousIds,
                consent,
                keepsContacts ? joined(old.contacts(), patch.contacts()) : patch.contacts());
    }

    /**
     * A person who claims the profile of an anonymous visitor: the person's values stand, what the person lacks comes
     * from the visitor; of two statements on consent the later one holds; contacts count together.
     */
    static ProfileData claimed(ProfileData person, ProfileData visitor) {
        Map<String, Object> attributes = new HashMap<>(visitor.attributes());
        attributes.putAll(person.attributes());
        Map<String, Consent> consent = new HashMap<>(person.consent());
        visitor.consent().forEach((purpose, said) -> consent.merge(purpose, said, Merging::later));
        return new ProfileData(
                attributes,
                over(person.household(), visitor.household()),
                over(person.company(), visitor.company()),
                person.anonymousIds(),
                consent,
                joined(person.contacts(), visitor.contacts()));
    }

    static ProfileData without(ProfileData person, String anonymousId) {
        return patched(person, ProfileData.EMPTY, Set.of(Change.Merge.ANONYMOUS_ID + anonymousId));
    }

    private static Consent later(Consent mine, Consent other) {
        return other.at().isAfter(mine.at()) ? other : mine;
    }

    private static @Nullable String over(@Nullable String first, @Nullable String otherwise) {
        return first == null ? otherwise : first;
    }

    private static List<Contact> joined(List<Contact> some, List<Contact> more) {
        List<Contact> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
