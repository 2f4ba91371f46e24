package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import java.util.Arrays;
import org.drools.core.common.InternalFactHandle;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.reteoo.ObjectSinkPropagator;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.KieSession;

/** Hands moments straight to an alpha network and gives out the rules that match. One thread. */
final class AlphaMatcher implements AutoCloseable {

    private final ReteEvaluator session;
    /** Where the alpha network takes moments in; null when there are no rules. */
    private final @Nullable ObjectSinkPropagator network;

    /** Drools' wrapping of a moment: the same one, with one moment after another in it. */
    private final InternalFactHandle fact;

    private final FiringOrder order;
    private final boolean[] groupHasFired;
    private final Matches matches;

    /** @param firing gets the faults of conditions */
    AlphaMatcher(InternalKnowledgeBase base, FiringOrder order, Firing firing) {
        session = (ReteEvaluator) base.newKieSession();
        network = entryOf(base);
        fact = session.getFactHandleFactory().newInitialFactHandle(session.getDefaultEntryPoint());
        this.order = order;
        groupHasFired = new boolean[order.groups()];
        matches = new Matches(firing, order.size());
    }

    private static @Nullable ObjectSinkPropagator entryOf(InternalKnowledgeBase base) {
        for (ObjectTypeNode node : base.getRete().getObjectTypeNodes()) {
            if (node.getObjectType().getClassName().equals(MomentType.CLASS_NAME)) {
                return node.getObjectSinkPropagator();
            }
        }
        return null;
    }

    /** What inserting a fact comes down to when nothing is kept of it: docs/decisions/0202. */
    void match(MomentBase moment) {
        matches.clear();
        if (groupHasFired.length > 0) {
            Arrays.fill(groupHasFired, false);
        }
        if (network != null) {
            Matches.CURRENT.set(matches);
            fact.setObject(moment);
            network.propagateAssertObject(fact, null, session);
        }
    }

    /** The first rank at or after {@code from} whose rule is to fire, or -1: of an activation group only the first. */
    int next(int from) {
        for (int rank = matches.next(from); rank >= 0; rank = matches.next(rank + 1)) {
            int group = order.group(rank);
            if (group < 0) {
                return rank;
            }
            if (!groupHasFired[group]) {
                groupHasFired[group] = true;
                return rank;
            }
        }
        return -1;
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
