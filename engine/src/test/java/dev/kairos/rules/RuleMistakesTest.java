package dev.kairos.rules;

import static dev.kairos.rules.RuleFixture.CATALOGUE;
import static dev.kairos.rules.RuleFixture.TYPE;
import static dev.kairos.rules.RuleFixture.book;
import static dev.kairos.rules.RuleFixture.mistakes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kairos.mistake.Mistake;
import dev.kairos.mistake.Mistakes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an author is told: the right line, their own words, and what to do. */
class RuleMistakesTest {

    /** The condition stands on line 4 of its file. */
    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments("segmnt == \"gold\"", "Moment has no property 'segmnt'", "did you mean 'segment'?"),
                arguments("xyz == 1", "Moment has no property 'xyz'", "schema.yaml"),
                arguments("(segmnt == \"x\")", "Moment has no property 'segmnt'", "segment"),
                arguments("(segment == 3)", "cannot be compared", "quotes"),
                arguments(
                        "balance == \"x\"",
                        "'balance' is a decimal number and cannot be compared with \"x\"",
                        "without quotes"),
                arguments("segment > 3", "'segment' is a text and cannot be compared with 3", "quotes"),
                arguments("vip == \"true\"", "'vip' is true or false", "without quotes"),
                arguments("tags == \"a\"", "'tags' is a set", "contains"),
                arguments("vip > true", "no order", ""),
                arguments("since > \"yesterday\"", "\"yesterday\" is no instant", "2026"),
                arguments("since > \"2026-01-01\"", "is no instant", "in UTC"),
                arguments("since > 3", "'since' is an instant", ""),
                arguments("segment = \"gold\"", "found '='", "use =="),
                arguments("segment === \"gold\"", "before '='", ""),
                arguments("segment == ", "missing", ""),
                arguments("== 3", "nothing to compare", ""),
                arguments("age > 3 and age < 5", "found 'and'", "use &&"),
                arguments("age > 3 or age < 5", "found 'or'", "use ||"),
                arguments("age > 3 & age < 5", "found '&'", ""),
                arguments("age > 3,", "a condition is missing", ""),
                arguments("segment", "'segment' is a text, and no condition by itself", "segment != null"),
                arguments("age + segment > 3", "'+' needs numbers", ""),
                arguments("segment is \"x\"", "found 'is'", ""),
                arguments("segment contain \"x\"", "found 'contain'", "did you mean 'contains'?"),
                arguments("age matches \"x\"", "'matches' needs a text", ""),
                arguments("segment matches \"(\"", "is no regular expression", ""),
                arguments("segment matches name", "written out", ""),
                arguments("age contains 3", "cannot contain", ""),
                arguments("\"a\" memberOf segment", "needs a set", ""),
                arguments("segment in (1, 2)", "cannot be compared", ""),
                arguments("segment in (\"a\", null)", "null", "== null"),
                arguments("segment in \"a\"", "expected '('", ""),
                arguments("segment soundslike \"gold\"", "soundslike", "matches"),
                arguments("since before now", "before", "use <"),
                arguments("segment str[begins] \"g\"", "str[begins] does not exist", "startsWith"),
                arguments("segment.lenght() > 3", "'lenght' cannot be called", "did you mean 'length'?"),
                arguments("segment.foo > 3", "no property 'foo'", "flat"),
                arguments("daysSinse(since) > 3", "no method 'daysSinse'", "did you mean 'daysSince'?"),
                arguments("daysSince(segment) > 3", "'daysSince' needs an instant", ""),
                arguments("age > 99999999999999999999", "too large", ""),
                arguments("age > 0x1F", "is no number", ""),
                arguments("age < null", "== or !=", ""),
                arguments("null == null", "never null", ""),
                arguments("$a : age, $a : visits", "given twice", ""),
                arguments("$a := age", "':='", "':'"),
                arguments("!age", "'!' needs", ""),
                arguments("age ? 1 : 2", "found '?'", ""),
                arguments("Math.random() > 0.5", "Math.random is not allowed", "abs"),
                arguments("segment == \"gold", "not closed", "add"),
                arguments("segment == \"\\x\"", "no escape", ""),
                arguments("segment ! \"gold\"", "found '!'", ""));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void aWrongConditionIsNamedWithItsLine(String condition, String message, String hint) {
        String drl = "\nrule \"the rule\"\nwhen\n  Moment( vip, " + condition
                + "\n)\nthen\n  decision.propose(\"gold-upgrade\");\nend\n";

        List<Mistake> found = mistakes(drl);

        assertThat(found).isNotEmpty();
        assertThat(found).anySatisfy(mistake -> {
            assertThat(mistake.file()).isEqualTo("rules/test.drl");
            assertThat(mistake.line()).isBetween(4, 5);
            assertThat(mistake.message()).contains(message);
            assertThat(mistake.hint()).contains(hint);
        });
        assertThat(found).allSatisfy(RuleMistakesTest::speaksOfNothingGenerated);
    }

    /** The consequence stands on line 6 of its file. */
    static Stream<Arguments> consequences() {
        return Stream.of(
                arguments(
                        "decision.propose(\"gold-upgrad\");",
                        "no action 'gold-upgrad'",
                        "did you mean 'gold-upgrade'?"),
                arguments("decision.suppress(\"servise\");", "no action or group 'servise'", "service"),
                arguments(
                        "decision.propose(\"card-offer\").on(\"home.heroo\");",
                        "no placement 'home.heroo'",
                        "home.hero"),
                arguments("decision.propos(\"card-offer\");", "no method 'propos' on decision", "propose"),
                arguments("decision.propose(\"card-offer\").levr(2);", "no method 'levr' on a proposal", "lever"),
                arguments("decision.propose(\"card-offer\").lever(\"2\");", "lever(double)", ""),
                arguments("decision.propose(3);", "propose(String)", ""),
                arguments("decision.propose(\"card-offer\")", "';' is missing", ""),
                arguments("decision.propose(\"card-offer\";", "", ""),
                arguments("desicion.propose(\"card-offer\");", "'desicion' is not known here", "decision"),
                arguments("propose(\"card-offer\");", "no method 'propose'", "decision.propose"),
                arguments("decision.propose(\"card-offer\").lever($ag);", "'$ag' is not known here", "$age"),
                arguments(
                        "decision.propose(\"card-offer\").lever(balance);",
                        "'balance' is not known here",
                        "$balance : balance"),
                arguments(
                        "decision.propose(\"card-offer\").lever($m.balance);",
                        "reads 'balance' by a method",
                        "$m.getBalance()"),
                arguments(
                        "decision.propose(\"card-offer\").lever($m.getBalanc());",
                        "no method 'getBalanc' on Moment",
                        "getBalance"),
                arguments("int x = \"a\";", "cannot convert from String to int", ""),
                arguments("int x = 1; int x = 2;", "Duplicate local variable x", ""),
                arguments("if ($age > 3 { decision.propose(\"card-offer\"); }", "", ""),
                arguments("if ($age) { decision.propose(\"card-offer\"); }", "boolean", ""),
                arguments("String s = 'abc';", "", ""),
                arguments("modify($m) { }", "", ""),
                arguments("drools.halt();", "must not use drools", ""));
    }

    @ParameterizedTest
    @MethodSource("consequences")
    void aWrongConsequenceIsNamedWithItsLine(String consequence, String message, String hint) {
        String drl = "rule \"the rule\"\nwhen\n  $m : Moment( $age : age,\n vip )\nthen\n  " + consequence + "\nend\n";

        List<Mistake> found = mistakes(drl);

        assertThat(found).isNotEmpty();
        assertThat(found).anySatisfy(mistake -> {
            assertThat(mistake.file()).isEqualTo("rules/test.drl");
            assertThat(mistake.line()).isBetween(6, 7);
            assertThat(mistake.message()).startsWith("rule \"the rule\": ").contains(message);
            assertThat(mistake.hint()).contains(hint);
        });
        assertThat(found).allSatisfy(RuleMistakesTest::speaksOfNothingGenerated);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments("rule \"a\" when not Moment( vip ) then end", "'not' is not allowed", "!="),
                arguments("rule \"a\" when exists Moment( vip ) then end", "'exists' is not allowed", ""),
                arguments("rule \"a\" when Moment() Moment() then end", "second pattern", "one Moment"),
                arguments("rule \"a\" when Moment() or Moment() then end", "second pattern", "||"),
                arguments("rule \"a\" when Moment() and Moment() then end", "second pattern", ""),
                arguments("rule \"a\" when eval(true) then end", "'eval' is not allowed", ""),
                arguments("rule \"a\" when accumulate(Moment(); $c : count(1)) then end", "'accumulate'", ""),
                arguments("rule \"a\" when forall(Moment()) then end", "'forall'", ""),
                arguments("rule \"a\" when Moment() from x then end", "'from' is not allowed", ""),
                arguments("rule \"a\" when Moment() over window:time(1h) then end", "'over' is not allowed", ""),
                arguments("rule \"a\" when Momnt() then end", "found 'Momnt'", "did you mean 'Moment'?"),
                arguments("rule \"a\" when Customer() then end", "found 'Customer'", "Moment("),
                arguments("rule \"a\" when (Moment()) then end", "found '('", "without brackets"),
                arguments("rule \"a\" when then end", "no pattern", "Moment()"),
                arguments("rule \"a\" when Moment then end", "expected '('", ""),
                arguments("rule \"a\" when Moment( vip then end", "never closed", "')'"),
                arguments("rule \"a\" when Moment( vip ) than end", "expected 'then' but found 'than'", "then"),
                arguments("rule \"a\" wen Moment( vip ) then end", "found 'wen'", "when"),
                arguments("rule \"a\" then end", "no 'when'", ""),
                arguments("rule \"a\" when Moment( vip ) then", "no 'end'", "'end'"),
                arguments("rule when Moment( vip ) then end", "needs a name", ""),
                arguments("rule \"\" when Moment( vip ) then end", "needs a name", ""),
                arguments("rule \"a\" extends \"b\" when Moment() then end", "'extends'", ""),
                arguments("rule \"a\" @ann(x) when Moment() then end", "annotations", ""),
                arguments("rule \"a\" timer (int: 1s) when Moment() then end", "'timer' is not allowed", ""),
                arguments("rule \"a\" duration 100 when Moment() then end", "'duration'", ""),
                arguments(
                        "rule \"a\" date-effective \"1-Jan-2020\" when Moment() then end",
                        "'date-effective'",
                        "catalogue"),
                arguments("rule \"a\" agenda-group \"g\" when Moment() then end", "'agenda-group'", ""),
                arguments("rule \"a\" ruleflow-group \"g\" when Moment() then end", "'ruleflow-group'", ""),
                arguments("rule \"a\" calendars \"g\" when Moment() then end", "'calendars'", ""),
                arguments("rule \"a\" dialect \"mvel\" when Moment() then end", "dialect \"mvel\"", "Java"),
                arguments("rule \"a\" salience high when Moment() then end", "salience needs a whole number", ""),
                arguments("rule \"a\" salience (age) when Moment() then end", "salience needs a whole number", ""),
                arguments("rule \"a\" salienc 3 when Moment() then end", "'salienc'", "salience"),
                arguments("function void f() { }", "'function' is not allowed", ""),
                arguments("query \"q\" Moment() end", "'query' is not allowed", ""),
                arguments("declare X a : int end", "'declare' is not allowed", "schema.yaml"),
                arguments("unit X", "'unit' is not allowed", ""),
                arguments("dialect \"mvel\"", "dialect \"mvel\"", ""),
                arguments("import java.io.File", "import of java.io.File is not allowed", "Instant"),
                arguments("import static java.lang.Runtime.getRuntime", "not allowed", ""),
                arguments("import java.util.*", "not allowed", ""),
                arguments("rul \"a\" when Moment() then end", "found 'rul'", "rule"),
                arguments("/* never closed", "never closed", "*/"),
                arguments("rule \"a\" when Moment() then[x] end", "named consequences", ""));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatIsNoRuleOfOursIsRefused(String drl, String message, String hint) {
        List<Mistake> found = mistakes("// a comment\n\n" + drl + "\n");

        assertThat(found).isNotEmpty();
        assertThat(found.get(0).line()).isEqualTo(3);
        assertThat(found.get(0).message()).contains(message);
        assertThat(found.get(0).hint()).contains(hint);
    }

    private static void speaksOfNothingGenerated(Mistake mistake) {
        assertThat(mistake.toString())
                .doesNotContain("Consequences", "Conditions", "generated", "dev.kairos", "Table", "$moment_", "#");
    }

    @Test
    void reportsAllMistakesAtOnce() {
        String drl = """
                rule "a" when Moment( segmnt == "x", agee > 3 ) then
                  decision.propose("nothing");
                  decision.propose("gold-upgrade")
                end
                rule "b" when Momnt() then end
                rule "c" when Moment( vip ) then
                  decision.suppress("nobody");
                  int x = "y";
                end
                rule "d" when Moment( vip ) then decision.propose("gold-upgrade").lever("x"); end
                """;

        assertThat(mistakes(drl)).extracting(Mistake::line).containsExactly(1, 1, 3, 5, 7, 10);
    }

    @Test
    void aNameUsedTwiceNamesBothPlaces() {
        Mistakes mistakes = new Mistakes();
        String rule = "\nrule \"same\" when Moment() then end\n";

        RuleBook.compile(List.of(new RuleFile("a.drl", rule), new RuleFile("b.drl", rule)), TYPE, CATALOGUE, mistakes);

        assertThat(mistakes.sorted()).hasSize(1);
        assertThat(mistakes.sorted().get(0).toString())
                .isEqualTo("b.drl:2: there is another rule \"same\" at a.drl:2 (give each rule a name of its own)");
    }

    @Test
    void readsWhatAuthorsWriteInAllItsForms() {
        String drl =
                "\uFEFFpackage my.rules;\r\nimport dev.kairos.pack.generated.Moment;\r\nimport java.time.Duration\r\n"
                        + "global dev.kairos.rules.Decision decision;\r\ndialect \"java\"\r\n/* a\r\n comment */\r\n"
                        + "rule one // unquoted\r\nwhen\r\n  Moment( /* none */ )\r\nthen // end\r\nend\r\n"
                        + "rule 'two' attributes salience 3, no-loop true when $m : Moment( segment == 'it''s' || == \"end\" ) then\r\n"
                                .replace("''", "\\'")
                        + "  String end_ = \"end\"; /* end */ if ($m.getAge() != null) { decision.propose(\"card-offer\"); }\r\nend\r\n";

        try (RuleBook book = book(drl)) {
            assertThat(book.rules())
                    .containsExactly(
                            new RuleInfo("one", 0, "rules/test.drl", 8), new RuleInfo("two", 1, "rules/test.drl", 13));
        }
    }

    @Test
    void linesAreRightWithAnyLineEnd() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            String drl = String.join(
                    end, "rule \"a\"", "when", "Moment( vip )", "then", "", "int x = 3;", "int y = \"z\";", "end", "");

            assertThat(mistakes(drl)).extracting(Mistake::line).containsExactly(7);
        }
    }

    @Test
    void anEmptyFileHasNoRulesAndNoMistakes() {
        for (String empty : List.of("", "\uFEFF", "\n\n", "// nothing\n", "package a.b\n")) {
            try (RuleBook book = book(empty);
                    RuleSession session = book.openSession()) {
                assertThat(RuleFixture.firing(book, session, RuleFixture.moment(RuleFixture.values())))
                        .isEmpty();
            }
        }
    }
}
