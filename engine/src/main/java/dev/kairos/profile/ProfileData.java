package dev.kairos.profile;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A profile as plain objects: for routes, imports and the writer, never on the decide path. Immutable, without nulls;
 * maps and sets are in the order of their keys.
 *
 * @param attributes by name, of the attribute's {@link dev.kairos.schema.AttributeType#javaType() Java type} (keywords:
 *     {@code Set<String>}); a missing value has no entry
 * @param belongs to which household and company
 * @param ids the other ids that lead to this person
 * @param consent by purpose
 * @param contacts oldest first as read; in any order as written
 * @param history what touchpoints have left; what changes of profiles say of it is passed over
 */
public record ProfileData(
        Map<String, Object> attributes,
        Belongs belongs,
        Ids ids,
        Map<String, Consent> consent,
        List<Contact> contacts,
        History history) {

    /** The ids of a person's household and company. */
    public record Belongs(
            @Nullable String household, @Nullable String company) {

        public static final Belongs NOWHERE = new Belongs(null, null);
    }

    /**
     * Ids that lead to a person beside the one that the profile was asked for by.
     *
     * @param anonymous as written: the anonymous ids that the person has
     * @param users told by {@code alias}; passed over in changes of profiles
     */
    public record Ids(Set<String> anonymous, Set<String> users) {

        public static final Ids NONE = new Ids(Set.of(), Set.of());

        public Ids {
            anonymous = sorted(anonymous);
            users = sorted(users);
        }

        public static Ids ofAnonymous(Collection<String> ids) {
            return ids.isEmpty() ? NONE : new Ids(Set.copyOf(ids), Set.of());
        }

        private static Set<String> sorted(Set<String> ids) {
            return ids.isEmpty() ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(ids));
        }
    }

    public static final ProfileData EMPTY = of(Map.of());

    public ProfileData {
        attributes = History.sorted(attributes);
        consent = History.sorted(consent);
        contacts = List.copyOf(contacts);
    }

    /** A profile without a history. */
    public ProfileData(
            Map<String, Object> attributes,
            @Nullable String household,
            @Nullable String company,
            Set<String> anonymousIds,
            Map<String, Consent> consent,
            List<Contact> contacts) {
        this(
                attributes,
                household == null && company == null ? Belongs.NOWHERE : new Belongs(household, company),
                Ids.ofAnonymous(anonymousIds),
                consent,
                contacts,
                History.NONE);
    }

    /** Attributes and nothing else. */
    public static ProfileData of(Map<String, ?> attributes) {
        return new ProfileData(new TreeMap<>(attributes), null, null, Set.of(), Map.of(), List.of());
    }

    public @Nullable String household() {
        return belongs.household();
    }

    public @Nullable String company() {
        return belongs.company();
    }

    public Set<String> anonymousIds() {
        return ids.anonymous();
    }

    ProfileData withHistory(History other) {
        return new ProfileData(attributes, belongs, ids, consent, contacts, other);
    }
}
