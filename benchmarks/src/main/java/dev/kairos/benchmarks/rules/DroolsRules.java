package dev.kairos.benchmarks.rules;

import dev.kairos.arbitration.Proposals;
import dev.kairos.bench.BenchmarkRule;
import dev.kairos.bench.BenchmarkRule.Test;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieContainer;

/**
 * The benchmark pack's rules as Drools' own users write and build them: DRL over facts with getters, made an executable
 * model, and consequences that propose by a global.
 */
final class DroolsRules {

    static final String PROPOSALS = "proposals";

    private DroolsRules() {}

    /** All of a moment is one fact. */
    static KieContainer oneFact(List<BenchmarkRule> rules) {
        return build(rules, rule -> Facts.One.class.getSimpleName() + "( " + constraints(rule.tests()) + " )");
    }

    /** Profile, journey and context are facts of their own, and a rule joins those that it asks for. */
    static KieContainer joined(List<BenchmarkRule> rules) {
        return build(rules, DroolsRules::joined);
    }

    private static String joined(BenchmarkRule rule) {
        Map<String, List<Test>> byFact = rule.tests().stream()
                .collect(Collectors.groupingBy(test -> fact(test.property()), LinkedHashMap::new, Collectors.toList()));
        return byFact.entrySet().stream()
                .map(fact -> fact.getKey() + "( " + constraints(fact.getValue()) + " )")
                .collect(Collectors.joining("\n  "));
    }

    private static String fact(String property) {
        if (property.startsWith("count")) {
            return Facts.Journey.class.getSimpleName();
        }
        return property.equals("basketValue")
                ? Facts.Context.class.getSimpleName()
                : Facts.Profile.class.getSimpleName();
    }

    private static String constraints(List<Test> tests) {
        return tests.stream().map(Test::drl).collect(Collectors.joining(", "));
    }

    private interface Pattern {

        String of(BenchmarkRule rule);
    }

    private static KieContainer build(List<BenchmarkRule> rules, Pattern pattern) {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        files.generateAndWritePomXML(
                services.newReleaseId("dev.kairos.benchmarks", "rules", Long.toString(System.nanoTime())));
        files.write("src/main/resources/dev/kairos/benchmarks/rules/rules.drl", drl(rules, pattern));
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().toString());
        }
        return services.newKieContainer(builder.getKieModule().getReleaseId());
    }

    private static String drl(List<BenchmarkRule> rules, Pattern pattern) {
        StringBuilder drl = new StringBuilder("package dev.kairos.benchmarks.rules\n");
        for (Class<?> fact : Facts.class.getDeclaredClasses()) {
            drl.append("import ").append(fact.getCanonicalName()).append('\n');
        }
        drl.append("global ")
                .append(Proposals.class.getName())
                .append(' ')
                .append(PROPOSALS)
                .append('\n');
        for (BenchmarkRule rule : rules) {
            drl.append(String.format(
                    Locale.ROOT,
                    "rule \"Rule %1$d\"%nwhen%n  %2$s%nthen%n  proposals.propose(\"%3$s\", %1$d).lever(%4$.1f).because(\"rule %1$d\");%nend%n",
                    rule.number(),
                    pattern.of(rule),
                    rule.action(),
                    rule.lever()));
        }
        return drl.toString();
    }
}
