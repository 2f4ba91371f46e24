package dev.kairos.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything there is to show and the policies around it, immutable. An index is a place in one of its lists. */
public final class Catalogue {

    private final List<Placement> placements;
    private final List<Group> groups;
    private final List<Purpose> purposes;
    private final List<Action> actions;
    private final List<ContactPolicy> contactPolicies;
    private final List<Holdout> holdouts;
    private final Set<Factor> factors;
    private final Map<String, Placement> placementById = new HashMap<>();
    private final Map<String, Action> actionById = new HashMap<>();
    private final Map<String, Group> groupById = new HashMap<>();

    /** @param factors those that count in arbitration */
    public Catalogue(
            List<Placement> placements,
            List<Group> groups,
            List<Purpose> purposes,
            List<Action> actions,
            List<ContactPolicy> contactPolicies,
            List<Holdout> holdouts,
            Set<Factor> factors) {
        this.placements = List.copyOf(placements);
        this.groups = List.copyOf(groups);
        this.purposes = List.copyOf(purposes);
        this.actions = List.copyOf(actions);
        this.contactPolicies = List.copyOf(contactPolicies);
        this.holdouts = List.copyOf(holdouts);
        this.factors = Set.copyOf(factors);
        // Interned, as the literals in compiled rules are: a look-up then ends with a comparison by identity.
        placements.forEach(p -> placementById.put(p.id().intern(), p));
        actions.forEach(a -> actionById.put(a.id().intern(), a));
        groups.forEach(g -> groupById.put(g.id().intern(), g));
    }

    public List<Placement> placements() {
        return placements;
    }

    public List<Group> groups() {
        return groups;
    }

    public List<Purpose> purposes() {
        return purposes;
    }

    public List<Action> actions() {
        return actions;
    }

    public List<ContactPolicy> contactPolicies() {
        return contactPolicies;
    }

    public List<Holdout> holdouts() {
        return holdouts;
    }

    public Set<Factor> factors() {
        return factors;
    }

    public @Nullable Placement placement(String id) {
        return placementById.get(id);
    }

    public @Nullable Action action(String id) {
        return actionById.get(id);
    }

    public @Nullable Group group(String id) {
        return groupById.get(id);
    }
}
