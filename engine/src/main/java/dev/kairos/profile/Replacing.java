package dev.kairos.profile;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes of a facet what a change of a profile says. Stateless. */
final class Replacing {

    private Replacing() {}

    /** Values, consent and contacts are exactly these afterwards; what touchpoints have left stays. */
    static void replace(FacetDraft draft, ProfileData data, long atMs) {
        draft.touch();
        draft.changeValues();
        draft.values().clear();
        put(draft, data, atMs);
        draft.setConsent(data.consent());
        draft.setContacts(data.contacts());
    }

    /** Takes away what is named, then puts the patch over the rest. */
    static void patch(FacetDraft draft, ProfileData patch, Set<String> removed, long atMs) {
        draft.touch();
        draft.changeValues();
        Map<String, Consent> consent = new TreeMap<>(draft.consent());
        for (String name : removed) {
            int index = draft.values().indexOf(name);
            if (index >= 0) {
                draft.values().put(index, null, atMs);
            } else if (name.startsWith(Change.Merge.CONSENT)) {
                consent.remove(name.substring(Change.Merge.CONSENT.length()));
            }
        }
        put(draft, patch, atMs);
        consent.putAll(patch.consent());
        draft.setConsent(consent);
        draft.setContacts(
                removed.contains(Change.Merge.CONTACTS)
                        ? patch.contacts()
                        : Contacts.joined(draft.contacts(), patch.contacts()));
    }

    private static void put(FacetDraft draft, ProfileData data, long atMs) {
        Values values = draft.values();
        data.attributes().forEach((name, value) -> values.put(values.indexOf(name), value, atMs));
        if (data.household() != null) {
            values.put(values.household(), data.household(), atMs);
        }
        if (data.company() != null) {
            values.put(values.company(), data.company(), atMs);
        }
    }

    /** As it is said here, which only tools and tests do. */
    static void setHistory(FacetDraft draft, History history) {
        Trail trail = draft.trail();
        trail.see(history.seen());
        trail.setPath(history.path());
        trail.setBase(history.base());
        trail.setStates(new Completion.Whereabouts(history.journeys(), history.dueMs(), 0));
        if (!history.windows().isEmpty()) {
            draft.changeWindows();
            history.windows().forEach((name, window) -> draft.windows().put(name, window));
        }
    }
}
