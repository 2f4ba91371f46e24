package dev.kairos.touchpoint;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a touchpoint says of consent, as it was said: room {@code consent} makes purposes of the pack out of it.
 *
 * @param purposes purposes of the pack by name, in the order in which they were said
 * @param categories of a consent manager, as in Segment's {@code context.consent.categoryPreferences}; sorted by name
 * @param tcf an IAB TCF v2 consent string
 * @param gpc whether Global Privacy Control was signalled
 */
public record ConsentStatements(
        List<ConsentStatement> purposes,
        Map<String, Boolean> categories,
        @Nullable String tcf,
        boolean gpc) {

    public static final ConsentStatements NONE = new ConsentStatements(List.of(), Map.of(), null, false);

    public ConsentStatements {
        purposes = List.copyOf(purposes);
        categories = Collections.unmodifiableMap(new TreeMap<>(categories));
    }

    public boolean isEmpty() {
        return purposes.isEmpty() && categories.isEmpty() && tcf == null && !gpc;
    }
}
