package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import java.util.HashMap;
import java.util.Map;
import org.drools.core.reteoo.AlphaNode;
import org.drools.core.reteoo.ObjectSink;
import org.drools.core.reteoo.ObjectSinkPropagator;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.model.functions.IntrospectableLambda;
import org.drools.model.functions.Predicate1;
import org.drools.modelcompiler.constraints.LambdaConstraint;

/**
 * The alpha network that Drools has built, equal conditions shared, laid out for being walked: a condition is one call
 * instead of seven, without what Drools' own way is there for, facts that stay, updates and joins
 * (docs/decisions/0307). Comparisons with what is written out, which most conditions are, are data and not code: a
 * method of one rule in thousands is called too seldom for the JIT ever to compile it (docs/decisions/0204). Immutable,
 * shared by all sessions.
 */
final class FlatNetwork {

    private final Place root;

    private FlatNetwork(Place root) {
        this.root = root;
    }

    static FlatNetwork of(InternalKnowledgeBase base, CompiledRules compiled) {
        for (ObjectTypeNode node : base.getRete().getObjectTypeNodes()) {
            if (node.getObjectType().getClassName().equals(MomentType.CLASS_NAME)) {
                return new FlatNetwork(new Reading(compiled).place(node.getObjectSinkPropagator()));
            }
        }
        return new FlatNetwork(new Place.Draft().made());
    }

    Place root() {
        return root;
    }

    /** Adds the rules whose conditions this moment meets. */
    void match(MomentBase moment, Matches matches) {
        root.walk(moment, matches);
    }

    /** Reads Drools' nodes from the root on; each is the condition that it was made from. */
    private static final class Reading {

        private final CompiledRules compiled;
        private final Map<String, Property> properties = new HashMap<>();

        Reading(CompiledRules compiled) {
            this.compiled = compiled;
        }

        Place place(ObjectSinkPropagator sinks) {
            Place.Draft draft = new Place.Draft();
            for (ObjectSink sink : sinks.getSinks()) {
                AlphaNode node = (AlphaNode) sink;
                Object condition = condition(node);
                if (condition instanceof MatchSink end) {
                    draft.match(end.rank());
                } else {
                    lead((Guarded) condition, place(node.getObjectSinkPropagator()), draft);
                }
            }
            return draft.made();
        }

        private void lead(Guarded condition, Place to, Place.Draft draft) {
            Node.Test test = condition.test();
            if (test instanceof Node.Equality equality) {
                draft.lead(equality, property(test), to);
            } else if (test instanceof Node.Range range) {
                draft.lead(range, property(test), to);
            } else {
                draft.lead(condition, to);
            }
        }

        private Property property(Node.Test test) {
            return properties.computeIfAbsent(test.property(), compiled::property);
        }

        /** Our own condition, as it was given to Drools. */
        private static Object condition(AlphaNode node) {
            LambdaConstraint constraint = (LambdaConstraint) node.getConstraint();
            Predicate1<?> predicate = constraint.getEvaluator().getConstraint().getPredicate1();
            return predicate instanceof IntrospectableLambda wrapped ? wrapped.getLambda() : predicate;
        }
    }
}
