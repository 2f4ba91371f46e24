package dev.kairos.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;

import dev.kairos.moment.MomentBase;
import dev.kairos.rules.Node.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.model.AlphaIndex;
import org.drools.model.Index;
import org.drools.model.PatternDSL;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.conf.EventProcessingOption;
import org.kie.api.conf.KieBaseMutabilityOption;

/** An alpha network over some of a book's rules: Drools' executable model, written straight from compiled rules. */
final class Network {

    /** What tells touchpoints apart, and so stands at the root of their network. */
    private static final String EVENT = "event";

    private final CompiledRules compiled;
    private final List<CheckedRule> members;
    private final FiringOrder order;
    private final Guarded[] guarded;
    /** By property: how many rules ask whether it equals something. */
    private final Map<String, Integer> popularity = new HashMap<>();

    private final FlatNetwork flat;

    private Network(CompiledRules compiled, List<CheckedRule> members) {
        this.compiled = compiled;
        this.members = members;
        this.order = new FiringOrder(members);
        this.guarded = new Guarded[compiled.conditionCount()];
        members.forEach(this::count);
        this.flat = FlatNetwork.of(newBase(), compiled);
    }

    static Network build(CompiledRules compiled, Predicate<CheckedRule> members) {
        return new Network(compiled, compiled.all().stream().filter(members).toList());
    }

    /** What Drools makes of the rules: equal conditions are one node, equalities are hashed. */
    InternalKnowledgeBase newBase() {
        ModelImpl model = new ModelImpl(GeneratedSource.PACKAGE);
        for (CheckedRule checked : members) {
            if (checked.source().attributes().enabled()) {
                model.addRule(rule(checked));
            }
        }
        return KieBaseBuilder.createKieBaseFromModel(
                model, EventProcessingOption.CLOUD, KieBaseMutabilityOption.DISABLED);
    }

    FlatNetwork flat() {
        return flat;
    }

    FiringOrder order() {
        return order;
    }

    private Rule rule(CheckedRule checked) {
        int index = checked.info().index();
        @SuppressWarnings("unchecked")
        Variable<MomentBase> moment =
                declarationOf((Class<MomentBase>) compiled.momentType().type(), "moment");
        PatternDef<MomentBase> pattern = pattern(moment);
        int[] ids = compiled.conditionsOf(index);
        for (int i : sorted(checked.conditions())) {
            add(pattern, checked.conditions().get(i), ids[i], index);
        }
        MatchSink end = new MatchSink(order.rank(index));
        pattern.expr(end.getExpressionHash(), end);
        return PatternDSL.rule(GeneratedSource.PACKAGE, "r" + index)
                .build(pattern, PatternDSL.execute(Network::neverReached));
    }

    private static void neverReached() {
        throw new IllegalStateException("no match passes the end of a rule's path");
    }

    private void count(CheckedRule checked) {
        for (Condition condition : checked.conditions()) {
            if (condition.equality() != null) {
                popularity.merge(condition.equality().property(), 1, Integer::sum);
            }
        }
    }

    /**
     * Equality first, on the property that most rules ask for: only at the root of the network do enough of them meet
     * for a hash index, and one look-up then spares all the conditions below. The rest stays in the author's order.
     */
    private List<Integer> sorted(List<Condition> conditions) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> -popularity(conditions.get(i))));
        return order;
    }

    private int popularity(Condition condition) {
        if (condition.equality() == null) {
            return 0;
        }
        String property = condition.equality().property();
        return property.equals(EVENT) ? Integer.MAX_VALUE : popularity.get(property);
    }

    private void add(PatternDef<MomentBase> pattern, Condition condition, int id, int rule) {
        String name = "c" + id;
        if (guarded[id] == null) {
            guarded[id] = new Guarded(compiled.condition(id), name, rule, condition.test());
        }
        if (condition.equality() == null) {
            pattern.expr(name, guarded[id]);
        } else {
            pattern.expr(name, guarded[id], index(condition.equality()));
        }
    }

    @SuppressWarnings("unchecked")
    private AlphaIndex<MomentBase, Object> index(Node.Equality equality) {
        int number = compiled.keyNumber(equality.property());
        Function<MomentBase, Object> key = compiled.key(number);
        return alphaIndexedBy(
                (Class<Object>) equality.literal().getClass(),
                Index.ConstraintType.EQUAL,
                number,
                key::apply,
                equality.literal());
    }
}
