package dev.kairos.rules;

import dev.kairos.arbitration.Proposals;
import dev.kairos.moment.Deadline;
import dev.kairos.moment.MomentBase;
import java.util.function.BiConsumer;

/**
 * Lets the rules of decide calls meet one moment after another. Long-lived, for one thread: an event loop keeps one per
 * version of its pack, since making one costs more than a hundred calls.
 */
public final class RuleSession implements AutoCloseable {

    private final FiringOrder order;
    private final BiConsumer<Decision, MomentBase>[] consequences;
    private final Firing firing;
    private final AlphaMatcher matcher;
    private final Decision decision;

    RuleSession(Network network, CompiledRules compiled) {
        order = network.order();
        consequences = compiled.consequences();
        firing = new Firing(compiled.size());
        matcher = new AlphaMatcher(network, firing);
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
        matcher.match(moment);
        decision.begin(proposals, deadline);
        fireMatches(moment);
        decision.end();
        return firing;
    }

    private void fireMatches(MomentBase moment) {
        for (int rank = matcher.next(0); rank >= 0; rank = matcher.next(rank + 1)) {
            int rule = order.rule(rank);
            if (!decision.fire(rule, consequences[rule], moment)) {
                return;
            }
        }
    }

    @Override
    public void close() {
        matcher.close();
    }
}
