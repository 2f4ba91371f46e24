package dev.kairos.arbitration;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;

/** The hard noes, checked in a fixed order before anything is scored. One thread. */
final class Gates {

    private final ConsentGate consent;
    private final ContactPolicyGate contactPolicies;
    private final HoldoutGate holdouts;

    Gates(Catalogue catalogue) {
        consent = new ConsentGate(catalogue);
        contactPolicies = new ContactPolicyGate(catalogue);
        holdouts = new HoldoutGate(catalogue);
    }

    void prepare(Occasion occasion) {
        contactPolicies.prepare(occasion);
        holdouts.prepare(occasion);
    }

    /** The first gate that stops the action, or {@link Gate#NONE}. */
    Gate check(Action action, Occasion occasion, Proposals proposals) {
        if (!action.isValidAt(occasion.epochMs)) {
            return Gate.VALIDITY;
        }
        if (!action.isFor(occasion.channel)) {
            return Gate.CHANNEL;
        }
        if (!consent.allows(occasion, action.purpose())) {
            return Gate.CONSENT;
        }
        if (proposals.suppressedBy(action.index()) >= 0) {
            return Gate.SUPPRESSION;
        }
        if (contactPolicies.cappedBy(action.index()) >= 0) {
            return Gate.CONTACT_POLICY;
        }
        return holdouts.withheldBy(action.index()) >= 0 ? Gate.HOLDOUT : Gate.NONE;
    }

    /** Which purpose, rule, contact policy or holdout it was, by index; -1 for the other gates. */
    int culprit(Gate gate, Action action, Proposals proposals) {
        return switch (gate) {
            case SUPPRESSION -> proposals.suppressedBy(action.index());
            case CONTACT_POLICY -> contactPolicies.cappedBy(action.index());
            case HOLDOUT -> holdouts.withheldBy(action.index());
            case CONSENT -> action.purpose();
            case NONE, VALIDITY, CHANNEL -> -1;
        };
    }
}
