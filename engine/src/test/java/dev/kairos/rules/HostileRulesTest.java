package dev.kairos.rules;

import static dev.kairos.rules.RuleFixture.book;
import static dev.kairos.rules.RuleFixture.mistakes;
import static dev.kairos.rules.RuleFixture.moment;
import static dev.kairos.rules.RuleFixture.noDeadline;
import static dev.kairos.rules.RuleFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kairos.arbitration.Proposals;
import dev.kairos.mistake.Mistake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pack is somebody else's text: it must reach nothing but the moment and the decision. */
class HostileRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(0);",
                "java.lang.System.exit(0);",
                "\\u0053ystem.exit(0);",
                "String s = \"\\u0022; System.exit(0); //\";",
                "Runtime.getRuntime().exec(\"id\");",
                "new java.io.File(\"/tmp/x\").delete();",
                "java.nio.file.Files.delete(null);",
                "new Thread(() -> {}).start();",
                "Thread.sleep(100000);",
                "java.util.concurrent.ForkJoinPool.commonPool();",
                "$m.getClass().getClassLoader();",
                "decision.getClass();",
                "\"x\".getClass().forName(\"java.lang.Runtime\");",
                "Class.forName(\"java.lang.Runtime\");",
                "Object o = String.class;",
                "new java.net.URL(\"http://127.0.0.1\").openStream();",
                "while (true) { }",
                "for (;;) { }",
                "do { } while (true);",
                "for (String s : $m.getTags()) { }",
                "a: { if (true) break a; }",
                "int[] x = new int[1 << 30];",
                "int[] x = {1, 2};",
                "String s = \"x\".repeat(1 << 30);",
                "String.format(\"%1000000000d\", 1);",
                "\"x\".formatted(1);",
                "\"x\".chars();",
                "\"x\".intern();",
                "java.util.stream.Stream.generate(() -> 1).count();",
                "Runnable r = () -> {}; r.run();",
                "Runnable r = System::gc;",
                "class X { static { System.exit(0); } }",
                "record X(int a) { }",
                "new Object() { { System.exit(0); } };",
                "synchronized ($m) { }",
                "try { } finally { }",
                "throw new RuntimeException();",
                "throw null;",
                "drools.getWorkingMemory().halt();",
                "kcontext.getKieRuntime();",
                "insert(new Object());",
                "insertLogical($m);",
                "update($m);",
                "delete($m);",
                "retract($m);",
                "$m.set(0, \"x\");",
                "$m.begin(0, null);",
                "$m.notify();",
                "$m.wait();",
                "decision.begin(null, null);",
                "decision.fire(0, null, $m);",
                "decision.propose(\"card-offer\").action();",
                "decision.propose(\"card-offer\").wait();",
                "r0(decision, $m);",
                "Consequences0.r0(decision, $m);",
                "dev.kairos.rules.RuleBook.compile(null, null, null, null);",
                "Object o = dev.kairos.Kairos.class;",
                "Integer.getInteger(\"user.home\");",
                "Long.getLong(\"x\");",
                "Boolean.getBoolean(\"x\");",
                "String p = System.getProperty(\"user.home\");",
                "java.time.Instant.now();",
                "Instant i = Instant.now();",
                "Math.random();",
                "switch ($m.getAge()) { default: }",
                "} static { System.exit(0); } static void x() {",
                "} } class Y { static { System.exit(0); }",
                "return 1;",
                "this.toString();",
                "super.toString();",
                "assert false;",
                "List.of(1).iterator();",
                "List.of(1).forEach(x -> {});",
                "List.of(1).stream();",
                "decision = null;",
                "var x = (java.lang.reflect.Method) null;",
                "java.lang.reflect.Method x = null;",
                "boolean b = $m instanceof Object;",
                "org.drools.core.RuleBaseConfiguration x = null;",
                "@Deprecated int x = 1;"
            })
    void aHostileConsequenceDoesNotCompile(String consequence) {
        List<Mistake> found = mistakes(
                "rule \"good\" when Moment() then end\nrule \"hostile\"\nwhen $m : Moment( tags != null )\nthen\n  "
                        + consequence + "\nend\n");

        assertThat(found).isNotEmpty();
        assertThat(found).allSatisfy(mistake -> {
            assertThat(mistake.line()).isBetween(2, 6);
            assertThat(mistake.toString()).doesNotContain("generated");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(0) == null",
                "java.lang.System.exit(0) == null",
                "T(java.lang.Runtime).getRuntime() != null",
                "this.getClass() != null",
                "getClass() != null",
                "this.class != null",
                "segment.getClass() != null",
                "segment.repeat(1000000000) != null",
                "new java.io.File(\"x\").exists()",
                "({ int x = 1; x == 1 })",
                "eval( true )",
                "Runtime.getRuntime() != null",
                "Thread.currentThread() != null",
                "segment.chars().count() > 1",
                "segment.concat(segment) != null",
                "wait() == null",
                "hashCode() > 0",
                "begin(1, null) == null",
                "set(0, \"x\") == null",
                "value(0) != null",
                "decision != null",
                "segment == \"x\"; System.exit(0)",
                "segment == (\"x\" + System.lineSeparator())",
                "(Object) segment != null",
                "age++ > 1",
                "age = 3",
                "segment -> 1",
                "Math.class != null"
            })
    void aHostileConditionDoesNotCompile(String condition) {
        assertThat(mistakes("rule \"hostile\" when Moment( " + condition + " ) then end\n"))
                .isNotEmpty();
    }

    @Test
    void aTextCannotBreakOutOfItsQuotes() {
        String evil = "x\\\"; } static { java.lang.System.exit(1); } //\\\\\\n#(m) */ $m %s";
        String drl = "rule \"" + evil + "\" when Moment( segment == \"" + evil
                + "\" || name matches \"[a-z#]*\" ) then end\n";

        try (RuleBook book = book(drl);
                RuleSession session = book.openSession()) {
            String meant = "x\"; } static { java.lang.System.exit(1); } //\\\n#(m) */ $m %s";
            assertThat(RuleFixture.firing(book, session, moment(values("segment", meant))))
                    .containsExactly(meant);
            assertThat(RuleFixture.firing(book, session, moment(values("segment", "x"))))
                    .isEmpty();
            assertThat(RuleFixture.firing(book, session, moment(values("name", "a#b"))))
                    .hasSize(1);
        }
    }

    @Test
    void whatTakesTooLongOrTooMuchIsAFaultOfItsRuleAlone() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("regex", "when Moment( name matches \"(.*)(.*)(.*)(.*)(.*)b\" ) then");
        rules.put(
                "doubling",
                "when Moment() then String s = \"xxxxxxxxxxxxxxxx\"; " + "s = s + s; ".repeat(40)
                        + "decision.propose(\"card-offer\").because(s);");
        rules.put(
                "nested lists",
                "when Moment() then var a = List.of(1, 2); " + nested("List") + "decision.propose(\"\" + a);");
        rules.put("nested sets", "when Moment() then var a = Set.of(1, 2); " + nested("Set"));
        rules.put("unknown", "when $m : Moment() then decision.propose($m.getName());");
        rules.put("missing", "when Moment( $a : age ) then decision.propose(\"card-offer\").lever($a * 2);");
        rules.put("zero", "when Moment( visits % (visits - visits) == 1 ) then decision.propose(\"card-offer\");");
        rules.put("out of bounds", "when Moment( segment.substring(10) == \"x\" ) then");
        rules.put("factor", "when Moment() then decision.propose(\"card-offer\").propensity(2);");
        rules.put("good", "when Moment() then decision.propose(\"gold-upgrade\");");
        StringBuilder drl = new StringBuilder();
        rules.forEach((name, rest) ->
                drl.append("rule \"").append(name).append("\" ").append(rest).append(" end\n"));
        try (RuleBook book = book(drl.toString());
                RuleSession session = book.openSession()) {
            for (int call = 0; call < 3; call++) {
                Proposals proposals = new Proposals(RuleFixture.CATALOGUE);

                Firing firing = session.fire(
                        moment(values("name", "a".repeat(200), "visits", 1L, "segment", "x")), proposals, noDeadline());

                List<String> faults = new ArrayList<>();
                for (int i = 0; i < firing.faultCount(); i++) {
                    faults.add(book.rules().get(firing.fault(i)).name());
                }
                assertThat(faults)
                        .containsExactlyInAnyOrder(
                                "regex",
                                "doubling",
                                "nested lists",
                                "nested sets",
                                "unknown",
                                "missing",
                                "zero",
                                "out of bounds",
                                "factor");
                assertThat(RuleFixture.proposed(proposals)).containsExactly("gold-upgrade");
            }
        }
    }

    /** Fifty times a list of twice the one before. */
    private static String nested(String type) {
        StringBuilder then = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String before = i == 0 ? "a" : "a" + i;
            then.append("var a")
                    .append(i + 1)
                    .append(" = ")
                    .append(type)
                    .append(".of(")
                    .append(before);
            then.append(type.equals("List") ? ", " + before : ", 1").append("); ");
        }
        return then.append("boolean same = a50.contains(a50); ").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decision.fire(0, null, $m, null);",
                "decision.getClass();",
                "decision.act(\"s\", \"a\", new Object[1 << 30]);",
                "Object[] x = {1};",
                "decision.act(\"s\", \"a\", \"x\", new java.io.File(\"/tmp\"));",
                "decision.act(\"s\", \"a\", \"x\", System.getProperty(\"user.home\"));",
                "decision.act(\"s\", \"a\", \"x\", String.class);",
                "$m.touchpoint(\"a\", \"b\", \"c\");",
                "$m.set(0, null);",
                "dev.kairos.rules.Reaction d = decision;",
                "dev.kairos.rules.FlatValues.flat(List.of());",
                "while (true) { decision.act(\"s\", \"a\"); }"
            })
    void aHostileRuleOnTouchpointsDoesNotCompile(String consequence) {
        assertThat(mistakes("rule \"hostile\" when $m : Moment( event == \"x\" ) then " + consequence + " end\n"))
                .isNotEmpty()
                .allSatisfy(mistake -> assertThat(mistake.toString()).doesNotContain("generated"));
    }

    @Test
    void whatIsHugeOrNestedDeeplyIsRefusedInTime() {
        List<String> huge = List.of(
                "when Moment( " + "(".repeat(100_000) + "vip" + ")".repeat(100_000) + " ) then",
                "when Moment( " + "!".repeat(100_000) + "vip ) then",
                "when Moment( age == " + "-".repeat(1) + "(1".repeat(10_000) + " ) then",
                "when Moment( " + "age > 1 || ".repeat(50_000) + "vip ) then",
                "when Moment() then int x = " + "(".repeat(9_000) + "1" + ")".repeat(9_000) + ";",
                "when Moment() then boolean x = " + "!".repeat(19_000) + "true;",
                "when Moment() then int x = " + "1+".repeat(100_000) + "1;",
                "when Moment() then " + "{".repeat(9_000) + "}".repeat(9_000));

        for (String rest : huge) {
            assertThat(mistakes("rule \"huge\" " + rest + " end\n"))
                    .as(rest.substring(0, 40))
                    .isNotEmpty();
        }
    }

    @Test
    void longRulesWithinReasonAreTaken() {
        String any = "segment == \"x\" || ".repeat(400) + "vip";
        String all = "age > 1 && ".repeat(400) + "vip";
        String sum = "int x = " + "1 + ".repeat(1_000) + "1;";
        try (RuleBook book = book("rule \"any\" when Moment( " + any + " ) then " + sum
                + " end\nrule \"all\" when Moment( " + all + " ) then end\n")) {
            assertThat(book.rules()).hasSize(2);
        }
    }
}
