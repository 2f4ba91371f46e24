package dev.kairos.arbitration;

import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Factor;

/**
 * Propensity × context × value × lever, as Pega's Customer Decision Hub arbitrates, with each factor switchable in the
 * catalogue: one that is off counts as 1. Immutable.
 */
public final class Formula {

    private final boolean propensityCounts;
    private final boolean contextCounts;
    private final boolean valueCounts;
    private final boolean leverCounts;

    public Formula(Catalogue catalogue) {
        propensityCounts = catalogue.factors().contains(Factor.PROPENSITY);
        contextCounts = catalogue.factors().contains(Factor.CONTEXT);
        valueCounts = catalogue.factors().contains(Factor.VALUE);
        leverCounts = catalogue.factors().contains(Factor.LEVER);
    }

    public double propensity(Proposal proposal) {
        return propensityCounts ? proposal.propensity : 1;
    }

    public double context(Proposal proposal) {
        return contextCounts ? proposal.context : 1;
    }

    public double value(Proposal proposal) {
        return valueCounts ? proposal.action.value() : 1;
    }

    public double lever(Proposal proposal) {
        return leverCounts ? proposal.lever : 1;
    }

    double score(Proposal proposal) {
        return propensity(proposal) * context(proposal) * value(proposal) * lever(proposal);
    }
}
