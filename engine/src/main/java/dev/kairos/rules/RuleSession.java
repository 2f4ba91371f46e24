package dev.kairos.rules;

import dev.kairos.arbitration.Proposals;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.drools.core.common.InternalFactHandle;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Lets rules meet one moment after another. Long-lived, for one thread: an event loop keeps one per version of its
 * pack, since making one costs more than a hundred calls.
 */
public final class RuleSession implements AutoCloseable {

    private final KieSession session;
    private final FiringOrder order;
    private final BiConsumer<Decision, MomentBase>[] consequences;
    private final boolean[] groupHasFired;
    private final Firing firing;
    private final Matches matches;
    private final Decision decision;

    RuleSession(KieBase base, CompiledRules compiled) {
        session = base.newKieSession();
        order = compiled.order();
        consequences = compiled.consequences();
        groupHasFired = new boolean[order.groups()];
        firing = new Firing(consequences.length);
        matches = new Matches(firing, consequences.length);
        decision = new Decision(firing);
    }

    /**
     * Fires every rule that matches. Never throws because of a rule: one that fails is named in the result, and what it
     * said is taken back. Nothing of the moment is kept.
     *
     * @param proposals gets what the rules say, in addition to what it holds
     * @return what happened, valid until the next call
     */
    public Firing fire(MomentBase moment, Proposals proposals, Deadline deadline) {
        firing.clear();
        if (deadline.hasPassed()) {
            firing.passDeadline();
            return firing;
        }
        match(moment);
        decision.begin(proposals, deadline);
        fireMatches(moment);
        decision.end();
        return firing;
    }

    private void match(MomentBase moment) {
        matches.clear();
        Matches.CURRENT.set(matches);
        FactHandle handle = session.insert(moment);
        try {
            session.fireAllRules();
        } finally {
            forget(handle);
        }
    }

    /** Drools lets go of a fact that no rule matches by itself, and logs a warning when it is deleted again. */
    private void forget(FactHandle handle) {
        if (!((InternalFactHandle) handle).isDisconnected()) {
            session.delete(handle);
        }
    }

    private void fireMatches(MomentBase moment) {
        if (groupHasFired.length > 0) {
            Arrays.fill(groupHasFired, false);
        }
        for (int rank = matches.next(0); rank >= 0; rank = matches.next(rank + 1)) {
            int rule = order.rule(rank);
            int group = order.group(rule);
            if (group >= 0) {
                if (groupHasFired[group]) {
                    continue;
                }
                groupHasFired[group] = true;
            }
            if (!decision.fire(rule, consequences[rule], moment)) {
                return;
            }
        }
    }

    /** Moments that the session still holds: 0 between calls. */
    long factCount() {
        return session.getFactCount();
    }

    @Override
    public void close() {
        session.dispose();
    }
}
