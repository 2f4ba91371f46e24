package dev.kairos.arbitration;

import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.ContactPolicy;
import dev.kairos.profile.ProfileView;
import java.util.Arrays;

/**
 * Which actions a contact policy caps for this customer at this time. Worked out once per call, and only for a customer
 * who has contacts on record: policies × contacts additions, with at most 128 contacts kept on a profile.
 */
final class ContactPolicyGate {

    private static final int NO_POLICY = -1;

    private final Catalogue catalogue;
    private final Policy[] policies;
    /** By action: the index of the first policy that caps it in this call, or {@link #NO_POLICY}. */
    private final int[] cappedBy;
    /** By action: outcomes counted for the policy at hand. */
    private final int[] counts;

    private boolean clean = true;

    ContactPolicyGate(Catalogue catalogue) {
        this.catalogue = catalogue;
        int actions = catalogue.actions().size();
        policies = catalogue.contactPolicies().stream()
                .map(policy -> new Policy(policy, actions))
                .toArray(Policy[]::new);
        cappedBy = new int[actions];
        counts = new int[actions];
        Arrays.fill(cappedBy, NO_POLICY);
    }

    void prepare(Occasion occasion) {
        if (!clean) {
            Arrays.fill(cappedBy, NO_POLICY);
            clean = true;
        }
        ProfileView person = occasion.person;
        if (policies.length == 0 || person == null || person.contactCount() == 0) {
            return;
        }
        clean = false;
        for (Policy policy : policies) {
            apply(policy, person, occasion.epochMs);
        }
    }

    /** Index of the policy that caps the action, or -1. */
    int cappedBy(int action) {
        return cappedBy[action];
    }

    private void apply(Policy policy, ProfileView person, long nowMs) {
        long after = nowMs - policy.windowMs;
        int together = 0;
        for (int i = 0; i < person.contactCount(); i++) {
            if (person.contactOutcome(i) == policy.definition.outcome() && person.contactAtMs(i) > after) {
                Action action = catalogue.action(person.contactAction(i));
                if (action != null && policy.covers[action.index()]) {
                    counts[action.index()] += person.contactTimes(i);
                    together += person.contactTimes(i);
                }
            }
        }
        if (together == 0) {
            return;
        }
        for (int action : policy.actions) {
            int count = policy.definition.each() ? counts[action] : together;
            if (count >= policy.definition.max() && cappedBy[action] == NO_POLICY) {
                cappedBy[action] = policy.definition.index();
            }
            counts[action] = 0;
        }
    }

    private static final class Policy {
        final ContactPolicy definition;
        final long windowMs;
        final int[] actions;
        final boolean[] covers;

        Policy(ContactPolicy definition, int actionCount) {
            this.definition = definition;
            this.windowMs = definition.window().toMillis();
            this.actions = definition.actions().stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            this.covers = new boolean[actionCount];
            for (int action : actions) {
                covers[action] = true;
            }
        }
    }
}
