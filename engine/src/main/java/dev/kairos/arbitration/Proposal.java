package dev.kairos.arbitration;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Placement;
import org.jspecify.annotations.Nullable;

/**
 * A rule says that an action suits this moment. Reused from call to call: valid until its {@link Proposals} are
 * cleared. What a rule author calls on it is documented in docs/rules.md.
 */
public final class Proposal {

    Action action;
    int rule;
    double propensity;
    double context;
    double lever;

    @Nullable
    String because;

    @Nullable
    Placement placement;

    /** Known placement names are resolved by the owner. */
    private final Proposals owner;

    Proposal(Proposals owner, Action first) {
        this.owner = owner;
        this.action = first;
    }

    Proposal begin(Action proposed, int byRule) {
        action = proposed;
        rule = byRule;
        propensity = proposed.propensity();
        context = 1;
        lever = 1;
        because = null;
        placement = null;
        return this;
    }

    /** A business weight: above 1 pushes the action up, below 1 down. */
    public Proposal lever(double weight) {
        lever = factor("lever", weight);
        return this;
    }

    /** How well the action suits this very moment. */
    public Proposal context(double weight) {
        context = factor("context", weight);
        return this;
    }

    /** How likely a success is, 0 to 1, instead of the catalogue's figure. */
    public Proposal propensity(double probability) {
        if (probability > 1) {
            throw new IllegalArgumentException("propensity must be between 0 and 1, not " + probability);
        }
        propensity = factor("propensity", probability);
        return this;
    }

    /** Only for this placement. */
    public Proposal on(String placementId) {
        Placement known = owner.placement(placementId);
        if (known == null) {
            throw new IllegalArgumentException("no placement '" + placementId + "' in the catalogue");
        }
        placement = known;
        return this;
    }

    /** Why, in words that an explanation shows. */
    public Proposal because(String why) {
        because = why;
        return this;
    }

    private static double factor(String name, double weight) {
        if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(name + " must be a number of at least 0, not " + weight);
        }
        return weight;
    }

    public Action action() {
        return action;
    }

    /** Index of the rule that made it. */
    public int rule() {
        return rule;
    }

    public double propensity() {
        return propensity;
    }

    public double context() {
        return context;
    }

    public double lever() {
        return lever;
    }

    public @Nullable String because() {
        return because;
    }

    boolean isFor(Placement one) {
        return placement == null || placement == one;
    }

    /** The only placement it is for, or null for any. */
    public @Nullable Placement placement() {
        return placement;
    }
}
