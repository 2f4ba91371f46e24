package dev.kairos.profile;

import java.util.Set;

/**
 * What is to become of one profile. A change to an anonymous id that a person has claimed goes to that person.
 */
public sealed interface Change {

    ProfileKey key();

    /** The profile is exactly this afterwards, whether it existed or not. */
    record Replace(ProfileKey key, ProfileData data) implements Change {}

    /**
     * What the patch holds is put over what is there: values and consent by name, anonymous ids and contacts added,
     * household and company when given. A profile that does not exist is made.
     *
     * @param removed names of attributes to make missing, and of {@link #HOUSEHOLD}, {@link #COMPANY},
     *     {@link #CONTACTS}, {@link #ANONYMOUS_ID} + id, {@link #CONSENT} + purpose; removing comes before the patch
     */
    record Merge(ProfileKey key, ProfileData patch, Set<String> removed) implements Change {

        // With a slash, which no attribute's name can have.
        public static final String HOUSEHOLD = "/household";
        public static final String COMPANY = "/company";
        public static final String CONTACTS = "/contacts";
        public static final String ANONYMOUS_ID = "/anonymousIds/";
        public static final String CONSENT = "/consent/";

        public Merge {
            removed = Set.copyOf(removed);
        }
    }

    /** The profile goes, with the links that lead to it. */
    record Erase(ProfileKey key) implements Change {}
}
