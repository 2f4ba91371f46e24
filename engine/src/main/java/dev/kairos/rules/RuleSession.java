package dev.kairos.rules;

import dev.kairos.arbitration.Proposals;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
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
    private final Firing firing;
    private final Decision decision;
    private final int mostFirings;

    RuleSession(KieBase base, int rules) {
        session = base.newKieSession();
        firing = new Firing(rules);
        decision = new Decision(firing);
        mostFirings = rules + 1;
        session.setGlobal(Network.DECISION, decision);
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
        decision.begin(proposals, deadline);
        Guarded.CURRENT.set(firing);
        FactHandle handle = session.insert(moment);
        try {
            session.fireAllRules(mostFirings);
        } finally {
            forget(handle);
            decision.end();
        }
        return firing;
    }

    /** Drools lets go of a fact that no rule matches by itself, and logs a warning when it is deleted again. */
    private void forget(FactHandle handle) {
        if (!((InternalFactHandle) handle).isDisconnected()) {
            session.delete(handle);
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
