package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import java.util.function.Predicate;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.jspecify.annotations.Nullable;

/**
 * A condition in the alpha network. One that throws would break off the propagation to all other rules: here it is not
 * met instead, and the rule is reported. Conditions with the same text are one node of the network.
 */
final class Guarded implements Predicate1<MomentBase>, HashedExpression {

    private static final long serialVersionUID = 1L;

    private final transient Predicate<MomentBase> condition;
    private final String id;
    private final int rule;
    private final transient Node.@Nullable Test test;

    /**
     * @param test what it comes down to, if so
     * @param rule that is at fault when the condition throws; conditions that can throw belong to one rule each
     */
    Guarded(Predicate<MomentBase> condition, String id, int rule, Node.@Nullable Test test) {
        this.condition = condition;
        this.id = id;
        this.rule = rule;
        this.test = test;
    }

    Node.@Nullable Test test() {
        return test;
    }

    boolean isMet(MomentBase moment, Matches matches) {
        try {
            return condition.test(moment);
        } catch (RuntimeException | StackOverflowError thrown) {
            matches.fault(rule, thrown);
            return false;
        }
    }

    /** What Drools would call; {@link FlatNetwork} does not let it come to that. */
    @Override
    public boolean test(MomentBase moment) {
        return condition.test(moment);
    }

    @Override
    public String getExpressionHash() {
        return id;
    }
}
