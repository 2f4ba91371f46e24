package dev.kairos.rules;

import dev.kairos.arbitration.Proposal;
import dev.kairos.arbitration.Proposals;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a rule's consequence speaks to: the name {@code decision} in DRL. One per {@link RuleSession}, used by its
 * thread alone. docs/rules.md documents it for authors.
 */
public final class Decision {

    /** Rules between two looks at the clock, which takes as long as a rule does: well under 10 µs. */
    static final int DEADLINE_INTERVAL = 8;

    private final Firing firing;
    private @Nullable Proposals proposals;
    private @Nullable Deadline deadline;
    private int rule;

    Decision(Firing firing) {
        this.firing = firing;
    }

    /**
     * Says that an action suits this moment.
     *
     * @return the proposal, to say more about it
     * @throws IllegalArgumentException when the catalogue has no such action
     */
    public Proposal propose(String actionId) {
        return proposals.propose(actionId, rule);
    }

    /**
     * Says that an action, or all actions of a group, must not be shown at this moment.
     *
     * @throws IllegalArgumentException when the catalogue has neither such an action nor such a group
     */
    public void suppress(String actionOrGroupId) {
        proposals.suppress(actionOrGroupId, rule);
    }

    void begin(Proposals into, Deadline until) {
        proposals = into;
        deadline = until;
    }

    void end() {
        proposals = null;
        deadline = null;
    }

    /**
     * Runs one consequence. Whatever it throws is kept from the other rules and from the answer: the rule loses what it
     * has said so far.
     *
     * @return false when there is no time left for it
     */
    boolean fire(int ruleIndex, BiConsumer<Decision, MomentBase> consequence, MomentBase moment) {
        int before = firing.firedCount();
        // Before the first the session has looked.
        if (before > 0 && (before & DEADLINE_INTERVAL - 1) == 0 && deadline.hasPassed()) {
            firing.passDeadline();
            return false;
        }
        rule = ruleIndex;
        firing.addFired(ruleIndex);
        try {
            consequence.accept(this, moment);
        } catch (Throwable thrown) {
            fault(ruleIndex, thrown);
        }
        return true;
    }

    private void fault(int ruleIndex, Throwable thrown) {
        proposals.discard(ruleIndex);
        firing.addFault(ruleIndex, thrown);
    }
}
