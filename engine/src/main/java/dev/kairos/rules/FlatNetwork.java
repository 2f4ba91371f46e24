package dev.kairos.rules;

import dev.kairos.moment.MomentBase;
import dev.kairos.moment.MomentType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.drools.core.reteoo.AlphaNode;
import org.drools.core.reteoo.CompositeObjectSinkAdapter;
import org.drools.core.reteoo.CompositeObjectSinkAdapter.FieldIndex;
import org.drools.core.reteoo.ObjectSink;
import org.drools.core.reteoo.ObjectSinkPropagator;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.model.functions.IntrospectableLambda;
import org.drools.model.functions.Predicate1;
import org.drools.modelcompiler.constraints.LambdaConstraint;

/**
 * The alpha network that Drools has built, equal conditions shared and equalities hashed, laid out for being walked: a
 * condition is one call instead of seven, without what Drools' own way is there for, facts that stay, updates and joins
 * (docs/decisions/0307). Immutable, shared by all sessions.
 */
final class FlatNetwork {

    private static final Place NOTHING = new Place(List.of(), List.of(), List.of(), new int[0]);

    private final Place root;

    private FlatNetwork(Place root) {
        this.root = root;
    }

    /** Equalities on one property: a value of it leads to one place at most. */
    private record Index(Function<MomentBase, Object> property, Map<Object, Place> places) {}

    /** What follows where a condition is met, and at the root. */
    private static final class Place {

        private final Index[] indexes;
        private final Guarded[] conditions;
        /** By condition: where it leads. */
        private final Place[] below;
        /** Of the rules whose conditions are all met here. */
        private final int[] ranks;

        Place(List<Index> indexes, List<Guarded> conditions, List<Place> below, int[] ranks) {
            this.indexes = indexes.toArray(Index[]::new);
            this.conditions = conditions.toArray(Guarded[]::new);
            this.below = below.toArray(Place[]::new);
            this.ranks = ranks;
        }

        void walk(MomentBase moment, Matches matches) {
            for (int rank : ranks) {
                matches.add(rank);
            }
            for (Index index : indexes) {
                Place place = index.places.get(index.property.apply(moment));
                if (place != null) {
                    place.walk(moment, matches);
                }
            }
            for (int i = 0; i < conditions.length; i++) {
                if (conditions[i].isMet(moment, matches)) {
                    below[i].walk(moment, matches);
                }
            }
        }
    }

    static FlatNetwork of(InternalKnowledgeBase base, CompiledRules compiled) {
        for (ObjectTypeNode node : base.getRete().getObjectTypeNodes()) {
            if (node.getObjectType().getClassName().equals(MomentType.CLASS_NAME)) {
                return new FlatNetwork(place(node.getObjectSinkPropagator(), compiled));
            }
        }
        return new FlatNetwork(NOTHING);
    }

    /** Adds the rules whose conditions this moment meets. */
    void match(MomentBase moment, Matches matches) {
        root.walk(moment, matches);
    }

    private static Place place(ObjectSinkPropagator sinks, CompiledRules compiled) {
        Set<ObjectSink> hashed = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Index> indexes = indexes(sinks, compiled, hashed);
        List<Guarded> conditions = new ArrayList<>();
        List<Place> below = new ArrayList<>();
        List<Integer> ranks = new ArrayList<>();
        for (ObjectSink sink : sinks.getSinks()) {
            if (!hashed.contains(sink)) {
                AlphaNode node = (AlphaNode) sink;
                Object test = test(node);
                if (test instanceof MatchSink end) {
                    ranks.add(end.rank());
                } else {
                    conditions.add((Guarded) test);
                    below.add(place(node.getObjectSinkPropagator(), compiled));
                }
            }
        }
        return new Place(
                indexes, conditions, below, ranks.stream().mapToInt(i -> i).toArray());
    }

    private static List<Index> indexes(ObjectSinkPropagator sinks, CompiledRules compiled, Set<ObjectSink> hashed) {
        List<Index> indexes = new ArrayList<>();
        if (sinks instanceof CompositeObjectSinkAdapter many && many.getHashedFieldIndexes() != null) {
            for (FieldIndex field : many.getHashedFieldIndexes()) {
                if (field.isHashed()) {
                    Map<Object, Place> places = new HashMap<>();
                    many.getHashedSinkMap().forEach((key, node) -> {
                        if (key.getIndex() == field.getIndex()) {
                            hashed.add(node);
                            places.put(key.getObjectValue(), place(node.getObjectSinkPropagator(), compiled));
                        }
                    });
                    indexes.add(new Index(compiled.key(field.getIndex()), places));
                }
            }
        }
        return indexes;
    }

    /** Our own condition, as it was given to Drools. */
    private static Object test(AlphaNode node) {
        LambdaConstraint constraint = (LambdaConstraint) node.getConstraint();
        Predicate1<?> predicate = constraint.getEvaluator().getConstraint().getPredicate1();
        return predicate instanceof IntrospectableLambda wrapped ? wrapped.getLambda() : predicate;
    }
}
