package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;

/**
 * The end of a rule's path through the alpha network: notes that the rule matches, and lets nothing pass.
 *
 * <p>With one fact and no updates, Drools' agenda could only run through the rules that match once, in the order of
 * salience, at 250 bytes and several hundred nanoseconds a rule: docs/decisions/0202 has the figures.
 */
final class MatchSink implements Predicate1<MomentBase>, HashedExpression {

    private static final long serialVersionUID = 1L;

    private final int rank;

    MatchSink(int rank) {
        this.rank = rank;
    }

    int rank() {
        return rank;
    }

    /** What Drools would call; {@link FlatNetwork} does not let it come to that. */
    @Override
    public boolean test(MomentBase moment) {
        return false;
    }

    @Override
    public String getExpressionHash() {
        return "match" + rank;
    }
}
