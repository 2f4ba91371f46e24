package dev.kairos.rules;

import dev.kairos.arbitration.Proposals;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.drools.core.common.InternalFactHandle;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.reteoo.ObjectSinkPropagator;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;

/**
 * Lets rules meet one moment after another. Long-lived, for one thread: an event loop keeps one per version of its
 * pack, since making one costs more than a hundred calls.
 */
public final class RuleSession implements AutoCloseable {

    private final ReteEvaluator session;
    /** Where the alpha network takes moments in; null when there are no rules. */
    private final @Nullable ObjectSinkPropagator network;

    /** Drools' wrapping of a moment: the same one, with one moment after another in it. */
    private final InternalFactHandle fact;

    private final FiringOrder order;
    private final BiConsumer<Decision, MomentBase>[] consequences;
    private final boolean[] groupHasFired;
    private final Firing firing;
    private final Matches matches;
    private final Decision decision;

    RuleSession(InternalKnowledgeBase base, CompiledRules compiled) {
        session = (ReteEvaluator) base.newKieSession();
        network = entryOf(base);
        fact = session.getFactHandleFactory().newInitialFactHandle(session.getDefaultEntryPoint());
        order = compiled.order();
        consequences = compiled.consequences();
        groupHasFired = new boolean[order.groups()];
        firing = new Firing(consequences.length);
        matches = new Matches(firing, consequences.length);
        decision = new Decision(firing);
    }

    private static @Nullable ObjectSinkPropagator entryOf(InternalKnowledgeBase base) {
        for (ObjectTypeNode node : base.getRete().getObjectTypeNodes()) {
            if (node.getObjectType().getClassName().equals(MomentType.CLASS_NAME)) {
                return node.getObjectSinkPropagator();
            }
        }
        return null;
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

    /** What inserting a fact comes down to when nothing is kept of it: docs/decisions/0202. */
    private void match(MomentBase moment) {
        matches.clear();
        if (network != null) {
            Matches.CURRENT.set(matches);
            fact.setObject(moment);
            network.propagateAssertObject(fact, null, session);
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
        return ((KieSession) session).getFactCount();
    }

    @Override
    public void close() {
        fact.setObject(null);
        ((KieSession) session).dispose();
    }
}
