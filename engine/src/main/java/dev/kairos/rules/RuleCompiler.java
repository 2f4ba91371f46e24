package dev.kairos.rules;

import dev.kairos.mistake.Mistakes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DRL to classes: read, check, write Java, compile, scan. Reports every mistake in the author's own file and line. */
final class RuleCompiler {

    private final Vocabulary vocabulary;
    private final Mistakes mistakes;

    RuleCompiler(Vocabulary vocabulary, Mistakes mistakes) {
        this.vocabulary = vocabulary;
        this.mistakes = mistakes;
    }

    /** @return null when there was a mistake */
    @Nullable
    CompiledRules compile(List<RuleFile> files, List<Trigger> triggers) {
        int before = mistakes.size();
        List<CheckedRule> checked = new ArrayList<>();
        List<CheckedRule> unreadable = new ArrayList<>();
        for (RuleSource source : read(files)) {
            check(source, checked, unreadable);
        }
        TriggerReader reader = new TriggerReader(vocabulary, mistakes, checked.size());
        reader.read(triggers);
        CompiledRules.Source source = new CompiledRules.Source(checked, reader.checked(), reader.kept());
        unreadable.forEach(this::diagnose);
        GeneratedSource generated = new GeneratedSource(vocabulary.moment());
        List<int[]> conditions = numbered(source.all(), generated);
        generated.write(checked);
        Map<String, byte[]> classes = compiled(generated, source);
        return mistakes.size() > before
                ? null
                : CompiledRules.load(vocabulary.momentType(), source, conditions, generated, classes);
    }

    private static List<int[]> numbered(List<CheckedRule> rules, GeneratedSource generated) {
        List<int[]> conditions = new ArrayList<>();
        for (CheckedRule rule : rules) {
            conditions.add(rule.conditions().stream()
                    .mapToInt(condition ->
                            generated.conditionId(condition, rule.info().index()))
                    .toArray());
        }
        return conditions;
    }

    private List<RuleSource> read(List<RuleFile> files) {
        List<RuleSource> sources = new ArrayList<>();
        Map<String, RuleSource> byName = new HashMap<>();
        for (RuleFile file : files) {
            for (RuleSource source : DrlReader.read(file, mistakes)) {
                RuleSource first = byName.putIfAbsent(source.name(), source);
                if (first != null) {
                    mistakes.add(
                            source.file(),
                            source.line(),
                            "there is another rule \"" + source.name() + "\" at " + first.file() + ":" + first.line(),
                            "give each rule a name of its own");
                }
                sources.add(source);
            }
        }
        return sources;
    }

    private void check(RuleSource source, List<CheckedRule> checked, List<CheckedRule> unreadable) {
        int before = mistakes.size();
        ConditionParser.Result conditions = ConditionParser.parse(source, vocabulary.moment(), mistakes);
        RuleKind kind = RuleKind.of(source);
        StageEvents.check(source, conditions.conditions(), vocabulary.schema(), mistakes);
        boolean conditionsAreRight = mistakes.size() == before;
        ConsequenceChecker.Result consequence = consequence(source, kind, conditions);
        RuleInfo info = new RuleInfo(source.name(), checked.size(), source.file(), source.line());
        CheckedRule rule =
                new CheckedRule(info, source, kind, conditions.conditions(), conditions.bound(), consequence.plain());
        if (!consequence.readable()) {
            unreadable.add(rule);
        } else if (conditionsAreRight && mistakes.size() == before) {
            checked.add(rule);
        }
    }

    private ConsequenceChecker.Result consequence(RuleSource source, RuleKind kind, ConditionParser.Result conditions) {
        try {
            return ConsequenceChecker.check(source, kind, conditions.bound(), vocabulary, mistakes);
        } catch (StackOverflowError tooDeep) {
            mistakes.add(
                    source.file(),
                    source.thenLine(),
                    source.says("the consequence is nested too deeply"),
                    "make several rules of it");
            return new ConsequenceChecker.Result(true, null);
        }
    }

    /** Compiles what the parser could not read, alone, for the compiler's message; the result is never used. */
    private void diagnose(CheckedRule rule) {
        int before = mistakes.size();
        GeneratedSource alone = new GeneratedSource(vocabulary.moment());
        alone.write(List.of(rule));
        for (SourceCompiler.Problem problem : compile(alone).problems()) {
            report(alone, problem.className(), problem.line(), JavaMessages.plain(problem.message()));
        }
        if (mistakes.size() == before) {
            mistakes.add(
                    rule.info().file(),
                    rule.source().thenLine(),
                    rule.source().says("the consequence cannot be read as Java"),
                    null);
        }
    }

    private SourceCompiler.Result compile(GeneratedSource generated) {
        return new SourceCompiler(vocabulary.momentType().type().getClassLoader()).compile(generated.sources());
    }

    private Map<String, byte[]> compiled(GeneratedSource generated, CompiledRules.Source rules) {
        SourceCompiler.Result result = compile(generated);
        for (SourceCompiler.Problem problem : result.problems()) {
            if (!report(generated, problem.className(), problem.line(), JavaMessages.plain(problem.message()))) {
                isolate(rules);
                return Map.of();
            }
        }
        return scanned(generated, result.classes());
    }

    /** Something that no check foresaw: finds the rules it comes from by compiling each alone. */
    private void isolate(CompiledRules.Source rules) {
        int before = mistakes.size();
        for (CheckedRule rule : rules.all()) {
            GeneratedSource alone = new GeneratedSource(vocabulary.moment());
            rule.conditions().forEach(condition -> alone.conditionId(condition, 0));
            alone.write(rule.kind() == RuleKind.TRIGGER ? List.of() : List.of(rule));
            if (!compile(alone).problems().isEmpty()) {
                mistakes.add(
                        rule.info().file(),
                        rule.info().line(),
                        rule.source().says("this cannot be compiled"),
                        "write it more simply");
            }
        }
        if (mistakes.size() == before) {
            throw new IllegalStateException("rules that compile one by one do not compile together");
        }
    }

    private Map<String, byte[]> scanned(GeneratedSource generated, Map<String, byte[]> classes) {
        ClassScan scan = new ClassScan(vocabulary.moment().methods());
        Map<String, byte[]> safe = new HashMap<>(classes);
        classes.forEach((name, bytes) -> {
            if (name.startsWith(GeneratedSource.CONSEQUENCES)) {
                safe.put(name, scan.check(bytes, (what, line) -> refuse(generated, name, line, what)));
            } else if (!generated.sources().containsKey(name)) {
                throw new IllegalStateException("class " + name + " was not asked for");
            }
        });
        return safe;
    }

    private void refuse(GeneratedSource generated, String className, int line, String what) {
        String message = "a rule must not use " + what;
        if (!report(generated, className, line, message)) {
            throw new IllegalStateException(message + ", in " + className + ":" + line);
        }
    }

    /** @return false when the line is none of an author's */
    private boolean report(GeneratedSource generated, String className, int line, String message) {
        CheckedRule rule = generated.ruleAt(className, line);
        if (rule == null) {
            return false;
        }
        mistakes.add(
                rule.info().file(),
                generated.authorLine(className, line),
                rule.source().says(message),
                message.startsWith("a rule must not use")
                        ? "allowed are calls of decision and methods of " + Allowed.typesInWords()
                        : null);
        return true;
    }
}
