package dev.kairos.profile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A profile as plain objects: for routes, imports and the writer, never on the decide path. Immutable, without nulls.
 *
 * @param attributes by name, of the attribute's {@link dev.kairos.schema.AttributeType#javaType() Java type} (keywords:
 *     {@code Set<String>}); a missing value has no entry
 * @param household the id of the person's household
 * @param company the id of the person's company
 * @param anonymousIds the anonymous ids that lead to this person
 * @param consent by purpose
 * @param contacts oldest first as read; in any order as written
 */
public record ProfileData(
        Map<String, Object> attributes,
        @Nullable String household,
        @Nullable String company,
        Set<String> anonymousIds,
        Map<String, Consent> consent,
        List<Contact> contacts) {

    public static final ProfileData EMPTY = of(Map.of());

    public ProfileData {
        attributes = Map.copyOf(attributes);
        anonymousIds = Set.copyOf(anonymousIds);
        consent = Map.copyOf(consent);
        contacts = List.copyOf(contacts);
    }

    /** Attributes and nothing else. */
    public static ProfileData of(Map<String, ?> attributes) {
        return new ProfileData(Map.copyOf(attributes), null, null, Set.of(), Map.of(), List.of());
    }
}
