package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import java.util.function.BiConsumer;

/**
 * Lets the triggers and the rules on touchpoints meet one touchpoint after another. Long-lived, for one thread, as a
 * {@link RuleSession} is.
 *
 * <p>All that matches is found first and fires then, each rule once: what one rule says, no other sees, so that their
 * order decides nothing but which word is the last, and a rule that sets what it matches on cannot go round in circles.
 */
public final class TouchpointSession implements AutoCloseable {

    private final int firstTrigger;
    private final FiringOrder order;
    private final BiConsumer<Reaction, MomentBase>[] consequences;
    private final Firing firing;
    private final AlphaMatcher matcher;
    private final Reaction reaction;

    TouchpointSession(Network network, CompiledRules compiled) {
        firstTrigger = compiled.rules().size();
        order = network.order();
        consequences = compiled.consequences();
        firing = new Firing(compiled.size());
        matcher = new AlphaMatcher(network, firing);
        reaction = new Reaction(compiled.momentType().schema(), firing);
    }

    /**
     * Meets all triggers and fires all rules that match. Never throws because of a rule: one that fails is named in the
     * result and has said nothing. Throws what {@code into} throws. Nothing of the moment is kept.
     *
     * @param moment on which {@link MomentBase#touchpoint} was called
     * @return what happened, valid until the next call; a fault may be that of a trigger, see {@link RuleBook#name}
     */
    public Firing fire(MomentBase moment, Effects into) {
        firing.clear();
        matcher.match(moment);
        for (int rank = matcher.next(0); rank >= 0; rank = matcher.next(rank + 1)) {
            int rule = order.rule(rank);
            if (rule >= firstTrigger) {
                into.trigger(rule - firstTrigger);
            } else {
                reaction.fire(rule, consequences[rule], moment, into);
            }
        }
        return firing;
    }

    @Override
    public void close() {
        matcher.close();
    }
}
