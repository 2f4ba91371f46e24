package dev.kairos.profile;

import dev.kairos.schema.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one view of what several identities of a person have told. A function of the facets alone, which come in the
 * order of their identities: neither the order in which they were linked nor what the view was before has a say.
 * Nothing is dropped: an attribute that any of them has, the view has. The writer's thread only.
 */
final class Folding {

    private final ProfileLayout layout;
    private final List<Attribute> attributes;

    Folding(ProfileLayout layout, Kind kind) {
        this.layout = layout;
        attributes = layout.schema().of(kind.scope());
    }

    /**
     * Fills the view, but for where the person is on its journeys.
     *
     * @param facets in the order of their identities, so that of two alike a user's counts
     * @param path of all facets, see {@link #path}
     */
    void fold(List<FacetDraft> facets, List<PathItem> path, FacetDraft into) {
        into.changeValues();
        Values values = into.values();
        values.clear();
        for (int i = 0; i < attributes.size(); i++) {
            values.put(i, MergedValue.of(attributes.get(i).merge(), facets, i), 0);
        }
        values.put(values.household(), MergedValue.newest(facets, values.household()), 0);
        values.put(values.company(), MergedValue.newest(facets, values.company()), 0);
        values.forgetMissing();
        into.setConsent(consent(facets));
        into.setContacts(contacts(facets));
        windows(facets, into);
        trail(facets, path, into.trail());
    }

    /** Of two statements on a purpose the more restrictive one holds. */
    private static Map<String, Consent> consent(List<FacetDraft> facets) {
        Map<String, Consent> all = new TreeMap<>();
        for (FacetDraft facet : facets) {
            facet.consent().forEach((purpose, said) -> all.merge(purpose, said, Consent::stricter));
        }
        return all;
    }

    private static List<Contact> contacts(List<FacetDraft> facets) {
        List<Contact> all = new ArrayList<>();
        facets.forEach(facet -> all.addAll(facet.contacts()));
        return all;
    }

    private static void windows(List<FacetDraft> facets, FacetDraft into) {
        into.changeWindows();
        into.windows().set(new byte[0], 0, 0);
        for (FacetDraft facet : facets) {
            WindowCells cells = facet.windows();
            into.windows().merge(cells.bytes(), 0, cells.length());
        }
    }

    private void trail(List<FacetDraft> facets, List<PathItem> path, Trail into) {
        into.reset();
        facets.forEach(facet -> into.see(facet.trail().seen()));
        int over = path.size() - layout.schema().path().length();
        into.setPath(over > 0 ? path.subList(over, path.size()) : path);
        into.setBase(Map.of());
    }

    static List<PathItem> path(List<FacetDraft> facets) {
        List<PathItem> path = new ArrayList<>();
        facets.forEach(facet -> path.addAll(facet.trail().path()));
        path.sort(null);
        return path;
    }

    static Map<String, JourneyState> base(List<FacetDraft> facets) {
        Map<String, JourneyState> base = new TreeMap<>();
        for (FacetDraft facet : facets) {
            facet.trail().base().forEach((journey, state) -> base.merge(journey, state, Folding::further));
        }
        return base;
    }

    /** Of two pasts the one whose last step is the later; the same whichever comes first. */
    static JourneyState further(JourneyState one, JourneyState other) {
        int order = Long.compare(one.sinceMs(), other.sinceMs());
        if (order == 0) {
            order = Long.compare(one.enteredMs(), other.enteredMs());
        }
        if (order == 0) {
            order = one.toString().compareTo(other.toString());
        }
        JourneyState last = order >= 0 ? one : other;
        int entries = Math.max(one.entries(), other.entries());
        return new JourneyState(last.stage(), last.sinceMs(), last.enteredMs(), entries, last.over());
    }
}
