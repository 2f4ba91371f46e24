package dev.kairos.rules;

import static dev.kairos.rules.TouchpointFixture.mistakes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kairos.mistake.Mistake;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What authors do wrong in rules on touchpoints, journeys and counters is told them at their line. */
class TouchpointMistakesTest {

    /** The consequence stands on line 4 of its file. */
    static Stream<Arguments> consequences() {
        return Stream.of(
                arguments("decision.propose(\"gold-upgrade\");", "'propose' is for rules in decide calls", "'event'"),
                arguments("decision.suppress(\"service\");", "'suppress' is for rules in decide calls", "set"),
                arguments("decision.sett(\"vip\", true);", "no method 'sett' on decision", "did you mean 'set'?"),
                arguments("decision.fly();", "no method 'fly' on decision", "act, move, set"),
                arguments("move(\"purchase\", \"bought\");", "no method 'move'", "decision.move"),
                arguments("insert($m);", "'insert' is not allowed", "decision.set"),
                arguments("decision.set(\"segmnt\", \"a\");", "no attribute 'segmnt'", "did you mean 'segment'?"),
                arguments("decision.set(\"xyz\", \"a\");", "no attribute 'xyz'", "schema.yaml"),
                arguments("decision.set(\"income\", 3);", "'income' belongs to the household", "person"),
                arguments("decision.set(\"total\", 3);", "'total' comes with the touchpoint", "person"),
                arguments("decision.set(\"orders7d\", 3);", "'orders7d' is a counter", "person"),
                arguments("decision.set(\"purchaseStage\", \"x\");", "cannot be set", "decision.move"),
                arguments("decision.set(\"event\", \"x\");", "no attribute 'event'", ""),
                arguments("decision.set(\"vip\");", "'set' takes two things", "decision.set("),
                arguments("decision.set(\"vip\", \"true\");", "'vip' is boolean and cannot be set to a text", ""),
                arguments("decision.set(\"orders\", \"7\");", "'orders' is int", "without quotes"),
                arguments("decision.set(\"orders\", 7.5);", "'orders' is int", "Math.round"),
                arguments("decision.set(\"orders\", -7.5);", "'orders' is int", "Math.round"),
                arguments("decision.set(\"orders\", $total * 2);", "'orders' is int", "Math.round"),
                arguments("decision.set(\"points\", $m.getTotal());", "'points' is long", "Math.round"),
                arguments("decision.set(\"segment\", 7);", "'segment' is keyword", "quotes"),
                arguments("decision.set(\"segment\", $total > 3);", "'segment' is keyword", ""),
                arguments("decision.set(\"tags\", \"a\");", "'tags' is keywords", "Set.of"),
                arguments("decision.set(\"segment\", Set.of(\"a\"));", "'segment' is keyword", ""),
                arguments("decision.set(\"lastOrder\", \"2026-01-01\");", "'lastOrder' is instant", "Instant.parse"),
                arguments("decision.set(\"vip\", (int) 3);", "'vip' is boolean", ""),
                arguments("decision.set(\"vip\", ($total));", "'vip' is boolean", ""),
                arguments(
                        "decision.move(\"purchas\", \"bought\");", "no journey 'purchas'", "did you mean 'purchase'?"),
                arguments("decision.move(\"trip\", \"bought\");", "no journey 'trip'", "journeys: purchase"),
                arguments("decision.move(\"purchase\", \"bougt\");", "no stage 'bougt'", "did you mean 'bought'?"),
                arguments("decision.move(\"purchase\", \"x\");", "no stage 'x'", "stages: visit, bought"),
                arguments("decision.move(\"purchase\");", "'move' takes two things", "decision.move("),
                arguments("decision.act(\"billing\");", "'act' takes a system", "decision.act("),
                arguments("decision.act(\"billing\", \"a\", \"b\");", "'act' takes a system", ""),
                arguments("decision.act(\" \", \"a\");", "cannot be empty", ""),
                arguments("decision.act(\"s\", \"a\", 14, \"days\");", "this cannot be the name", "in turn"),
                arguments("decision.act(\"s\", \"a\", \"1st\", 3);", "\"1st\" cannot be the name", ""),
                arguments("decision.act(\"s\", \"a\", \"x\", 1, \"x\", 2);", "'x' is given twice", "keep one"),
                arguments("decision.act(\"s\", \"a\", new Object[] {1});", "", ""),
                arguments("decision.set(\"vip\", true).because(\"x\");", "because", ""),
                arguments("decision.set(\"vip\", true)", "';' is missing", ""),
                arguments("while (true) { }", "a loop", ""),
                arguments("decision.act(\"s\", \"a\", \"x\", System.getenv());", "must not use System", ""));
    }

    @ParameterizedTest
    @MethodSource("consequences")
    void aWrongConsequenceIsNamedWithItsLine(String consequence, String message, String hint) {
        List<Mistake> found =
                mistakes("rule \"the rule\"\nwhen\n  $m : Moment( event == \"Visit\", $total : total ) then\n"
                        + consequence + "\nend\n");

        assertThat(found).isNotEmpty();
        assertThat(found).anySatisfy(mistake -> {
            assertThat(mistake.file()).isEqualTo("rules/test.drl");
            assertThat(mistake.line()).isBetween(4, 5);
            assertThat(mistake.message()).startsWith("rule \"the rule\": ").contains(message);
            assertThat(mistake.hint()).contains(hint);
        });
        assertThat(found.toString()).doesNotContain("Reaction", "Consequences", "dev.kairos", "generated");
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                arguments("Moment( vip ) then decision.set(\"vip\", true);", "'set' is for rules on touchpoints"),
                arguments("Moment( vip ) then decision.act(\"s\", \"a\");", "'act' is for rules on touchpoints"),
                arguments("Moment( vip ) then decision.move(\"purchase\", \"visit\");", "'move' is for rules on"),
                arguments("Moment( event == null ) then", "'event' is never null"),
                arguments("Moment( event == 3 ) then", "'event' is a text"),
                arguments("Moment( event = \"Visit\" ) then", "found '='"),
                arguments("Moment( evnt == \"Visit\" ) then", "no property 'evnt'"),
                arguments("Moment( event == \"purchase:bougt\" ) then", "no stage 'bougt'"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleOfTheWrongKindIsNamed(String rule, String message) {
        List<Mistake> found = mistakes("\nrule \"a\" when " + rule + " end\n");

        assertThat(found).hasSize(1);
        assertThat(found.get(0).line()).isEqualTo(2);
        assertThat(found.get(0).message()).startsWith("rule \"a\": ").contains(message);
    }

    @Test
    void eventsThatOnlyLookLikeStagesAreLeftAlone() {
        assertThat(mistakes("rule \"a\" when Moment( event == \"shop:visit\" ) then end"))
                .isEmpty();
        assertThat(mistakes("rule \"a\" when Moment( event == \"purchase:bought\" ) then end"))
                .isEmpty();
    }

    static Stream<Arguments> triggers() {
        return Stream.of(
                arguments("totl > 3", "Moment has no property 'totl'", "did you mean 'total'?"),
                arguments("total > \"3\"", "cannot be compared", "without quotes"),
                arguments("total = 3", "found '='", "use =="),
                arguments("", "there is no condition", ""),
                arguments("   ", "there is no condition", ""),
                arguments("// all", "there is no condition", ""),
                arguments("total > 3,", "a condition is missing", ""),
                arguments("total > 3) then", "a bracket closes that was not opened", ""),
                arguments("(total > 3", "a bracket is never closed", ""),
                arguments("total > 3; item == \"x\"", "found ';'", ""),
                arguments("event == \"Visit\"", "the event is named beside it", ""),
                arguments("$t : total, total > 3", "nothing can use the name '$t'", "leave it out"),
                arguments("item == \"x", "not closed", ""),
                arguments("(".repeat(60) + "vip" + ")".repeat(60), "nested too deeply", ""),
                arguments("item in (" + "\"x\", ".repeat(1_500) + "\"y\")", "too long", ""));
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void aWrongConditionOfAJourneyIsNamedWhereItStands(String when, String message, String hint) {
        Trigger trigger = Trigger.of("Visit", when, "journeys.yaml", 17);

        List<Mistake> found = mistakes("", trigger);

        assertThat(found).isNotEmpty().allSatisfy(mistake -> {
            assertThat(mistake.file()).isEqualTo("journeys.yaml");
            assertThat(mistake.line()).isEqualTo(17);
            assertThat(mistake.message()).startsWith("when: ");
        });
        assertThat(found).anySatisfy(mistake -> {
            assertThat(mistake.message()).contains(message);
            assertThat(mistake.hint()).contains(hint);
        });
    }

    @Test
    void theSameMistakeInTwoPlacesIsToldTwice() {
        List<Mistake> found = mistakes(
                "rule \"a\" when Moment( agee > 3 ) then end",
                Trigger.of("Visit", "totl > 3", "journeys.yaml", 3),
                Trigger.of("Visit", "totl > 3", "schema.yaml", 4));

        assertThat(found).extracting(Mistake::file).containsExactly("journeys.yaml", "rules/test.drl", "schema.yaml");
    }
}
