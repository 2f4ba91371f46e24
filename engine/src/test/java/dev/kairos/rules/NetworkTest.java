package dev.kairos.rules;

import static dev.kairos.rules.RuleFixture.CATALOGUE;
import static dev.kairos.rules.RuleFixture.TYPE;
import static dev.kairos.rules.RuleFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.mistake.Mistakes;
import java.util.List;
import org.drools.core.reteoo.CompositeObjectSinkAdapter;
import org.drools.core.reteoo.ObjectSinkPropagator;
import org.drools.core.reteoo.ObjectTypeNode;
import org.junit.jupiter.api.Test;

/** The shape of the alpha network is what makes rules fast, and nothing else would tell if it changed. */
class NetworkTest {

    @Test
    void equalityOnAPropertyIsLookedUpInAHashMap() {
        StringBuilder drl = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            drl.append("rule \"")
                    .append(i)
                    .append("\" when Moment( balance > ")
                    .append(i)
                    .append(", ");
            drl.append(i % 2 == 0 ? "segment == \"s" + i + "\"" : "age == " + i);
            drl.append(" ) then decision.propose(\"gold-upgrade\"); end\n");
        }

        CompositeObjectSinkAdapter sinks = (CompositeObjectSinkAdapter) sinks(drl.toString());

        assertThat(sinks.getHashedSinkMap()).hasSize(30);
        assertThat(sinks.getOthers()).isNullOrEmpty();
        assertThat(sinks.getHashableSinks()).isNullOrEmpty();
    }

    @Test
    void theSameEqualityIsOneNodeHoweverItIsWritten() {
        StringBuilder drl = new StringBuilder();
        String[] written = {"vip", "vip == true", "true == vip", "(vip)", "getVip()"};
        for (int i = 0; i < 30; i++) {
            drl.append("rule \"")
                    .append(i)
                    .append("\" when Moment( age < ")
                    .append(i)
                    .append(", ");
            drl.append(written[i % written.length]).append(" ) then decision.propose(\"gold-upgrade\"); end\n");
        }

        assertThat(sinks(drl.toString()).size()).isEqualTo(1);
    }

    @Test
    void theSameConditionIsEvaluatedOnce() {
        StringBuilder drl = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            drl.append("rule \"")
                    .append(i)
                    .append("\" when Moment( balance > 5 && age < ")
                    .append(i % 3);
            drl.append(" ) then decision.propose(\"gold-upgrade\"); end\n");
        }

        assertThat(sinks(drl.toString()).size()).isEqualTo(1);
    }

    @Test
    void touchpointsAreToldApartByOneLookUpOfTheirEvent() {
        StringBuilder drl = new StringBuilder();
        Trigger[] triggers = new Trigger[30];
        for (int i = 0; i < triggers.length; i++) {
            drl.append("rule \"").append(i).append("\" when Moment( vip, segment == \"gold\", event == \"e");
            drl.append(i % 3).append("\" ) then decision.set(\"vip\", false); end\n");
            triggers[i] = Trigger.of("t" + i, i % 2 == 0 ? null : "vip", "journeys.yaml", i);
        }
        CompiledRules compiled = compiled(drl.toString(), List.of(triggers));

        CompositeObjectSinkAdapter sinks =
                (CompositeObjectSinkAdapter) sinks(Network.build(compiled, rule -> !rule.isDecide()));

        assertThat(sinks.getHashedSinkMap()).hasSize(33);
        assertThat(sinks.getOthers()).isNullOrEmpty();
        assertThat(sinks.getHashableSinks()).isNullOrEmpty();
    }

    private static ObjectSinkPropagator sinks(String drl) {
        return sinks(Network.build(compiled(drl, List.of()), CheckedRule::isDecide));
    }

    private static CompiledRules compiled(String drl, List<Trigger> triggers) {
        Mistakes mistakes = new Mistakes();
        CompiledRules compiled =
                new RuleCompiler(Vocabulary.of(TYPE, CATALOGUE), mistakes).compile(files(drl), triggers);
        assertThat(mistakes.sorted()).isEmpty();
        return compiled;
    }

    private static ObjectSinkPropagator sinks(Network network) {
        for (ObjectTypeNode node : network.newBase().getRete().getObjectTypeNodes()) {
            if (node.getObjectType().getClassName().equals(TYPE.type().getName())) {
                return node.getObjectSinkPropagator();
            }
        }
        throw new AssertionError("no rule matches Moment");
    }
}
