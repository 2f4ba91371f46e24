package dev.kairos.rules;

import static dev.kairos.rules.RuleFixture.CATALOGUE;
import static dev.kairos.rules.RuleFixture.TYPE;
import static dev.kairos.rules.RuleFixture.moment;
import static dev.kairos.rules.RuleFixture.noDeadline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.arbitration.Proposal;
import dev.kairos.arbitration.Proposals;
import dev.kairos.mistake.Mistakes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consequence that is run as data says what the compiled one says. */
class PlainConsequenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "decision.propose(\"gold-upgrade\");",
                "decision.propose(\"gold-upgrade\").lever(2).context(0.25).propensity(1).on(\"home.side\").because(\"so\");",
                "decision.propose(\"card-offer\").lever(1.2).lever(0); decision.suppress(\"cards\");",
                "decision.propose(\"card-offer\").because(\"a \\\"quoted\\\" \\t text\"); // and a word on it",
                "decision.propose(\"gold-upgrade\").propensity(1.5);",
                "decision.propose(\"gold-upgrade\"); decision.propose(\"call-back\").lever(3.);"
            })
    void saysTheSame(String consequence) {
        // An if is never plain.
        String compiled = "if (true) {" + consequence + "\n}";

        assertThat(isPlain(compiled)).isFalse();
        assertThat(said(consequence)).isEqualTo(said(compiled));
        assertThat(isPlain(consequence)).isNotEqualTo(consequence.equals(";"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decision.propose(\"gold-upgrade\").lever(1.2f);",
                "decision.propose(\"gold-upgrade\").lever(010);",
                "decision.propose(\"gold-upgrade\").lever(0x10);",
                "decision.propose(\"gold-upgrade\").lever(1_0);",
                "decision.propose(\"gold-upgrade\").lever(1 + 1);",
                "decision.propose(\"gold-\" + \"upgrade\");",
                "int two = 2; decision.propose(\"gold-upgrade\").lever(two);"
            })
    void whatIsMoreThanThatIsCompiled(String consequence) {
        assertThat(isPlain(consequence)).isFalse();
        assertThat(said(consequence)).isEqualTo(said("if (true) {" + consequence + "\n}"));
    }

    private static boolean isPlain(String consequence) {
        CompiledRules compiled = new RuleCompiler(Vocabulary.of(TYPE, CATALOGUE), new Mistakes())
                .compile(RuleFixture.files(drl(consequence)), List.of());
        assertThat(compiled).isNotNull();
        return ((Object) compiled.consequences()[0]) instanceof PlainConsequence;
    }

    private static String said(String consequence) {
        Proposals proposals = new Proposals(CATALOGUE);
        StringBuilder said = new StringBuilder();
        try (RuleBook book = RuleFixture.book(drl(consequence));
                RuleSession session = book.openSession()) {
            Firing firing = session.fire(moment(Map.of("vip", true)), proposals, noDeadline());
            for (int i = 0; i < firing.faultCount(); i++) {
                said.append("fault ").append(firing.faultMessage(i)).append('\n');
            }
        }
        for (int i = 0; i < proposals.size(); i++) {
            Proposal one = proposals.get(i);
            said.append(one.action().id())
                    .append(' ')
                    .append(one.lever())
                    .append(' ')
                    .append(one.context());
            said.append(' ')
                    .append(one.propensity())
                    .append(' ')
                    .append(one.placement())
                    .append(' ')
                    .append(one.because());
            said.append('\n');
        }
        for (int action = 0; action < CATALOGUE.actions().size(); action++) {
            said.append(proposals.suppressedBy(action)).append(' ');
        }
        return said.toString();
    }

    private static String drl(String consequence) {
        return "rule \"one\" when Moment( vip ) then " + consequence + "\nend";
    }
}
