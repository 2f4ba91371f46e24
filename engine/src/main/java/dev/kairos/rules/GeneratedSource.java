package dev.kairos.rules;

import dev.kairos.moment.MomentType;
import dev.kairos.rules.Node.Condition;
import dev.kairos.rules.Node.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The Java that a set of rules becomes: classes of conditions, which are written by us from what was parsed; classes of
 * consequences, which hold the authors' own text; and classes of tables that give out both as functions. Classes are
 * kept to a size that no limit of the class file can break.
 */
final class GeneratedSource {

    static final String PACKAGE = MomentType.CLASS_NAME.substring(0, MomentType.CLASS_NAME.lastIndexOf('.'));
    static final String CONDITIONS = PACKAGE + ".Conditions";
    static final String CONSEQUENCES = PACKAGE + ".Consequences";
    static final String TABLE = PACKAGE + ".Table";
    static final String KEYS = PACKAGE + ".Keys";

    private static final int PER_CLASS = 250;

    private final MomentProperties moment;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, Integer> conditionIds = new LinkedHashMap<>();
    private final List<String> conditionCalls = new ArrayList<>();
    private final List<StringBuilder> conditionClasses = new ArrayList<>();
    private final TreeSet<String> keyProperties = new TreeSet<>();
    /** By class name, then generated line: the rule it comes from. */
    private final Map<String, List<@Nullable CheckedRule>> ruleByLine = new LinkedHashMap<>();

    GeneratedSource(MomentProperties moment) {
        this.moment = moment;
    }

    /** By full class name. */
    Map<String, String> sources() {
        return sources;
    }

    int conditionCount() {
        return conditionCalls.size();
    }

    List<String> keyProperties() {
        return List.copyOf(keyProperties);
    }

    /** The number of a condition: the same for the same condition in two rules, unless it can throw. */
    int conditionId(Condition condition, int rule) {
        String key = key(condition, rule);
        Integer known = conditionIds.get(key);
        if (known != null) {
            return known;
        }
        int id = conditionIds.size();
        conditionIds.put(key, id);
        addCondition(condition, "c" + id, id / PER_CLASS);
        Node.Test test = condition.test();
        if (test instanceof Node.Equality
                || test != null && MomentType.builtInProperties().containsKey(test.property())) {
            keyProperties.add(test.property());
        }
        return id;
    }

    /** The hash index holds one node per property and literal, so that the two decide, however it is written. */
    private static String key(Condition condition, int rule) {
        Node.Equality equality = condition.equality();
        if (equality != null) {
            return "=" + equality.property() + "|" + equality.literal();
        }
        String source = condition.java() + "|" + String.join("|", condition.methods());
        return condition.mayThrow() ? rule + "|" + source : source;
    }

    private void addCondition(Condition condition, String name, int classIndex) {
        if (conditionClasses.size() <= classIndex) {
            conditionClasses.add(new StringBuilder());
        }
        StringBuilder body = conditionClasses.get(classIndex);
        for (String method : condition.methods()) {
            body.append(method.replace("#", name)).append('\n');
        }
        String java = condition.java().replace("#", name);
        if (condition.methods().size() != 1 || !java.equals(name + "(m)")) {
            body.append("static boolean ").append(name).append("x(Moment m) { return ");
            body.append(java).append("; }\n");
            conditionCalls.add("Conditions" + classIndex + "." + name + "x(m)");
        } else {
            conditionCalls.add("Conditions" + classIndex + "." + name + "(m)");
        }
    }

    /** Writes all classes, once every condition has its number. */
    void write(List<CheckedRule> rules) {
        for (int i = 0; i < conditionClasses.size(); i++) {
            put(CONDITIONS + i, conditionClasses.get(i).toString());
        }
        for (int from = 0; from < rules.size(); from += PER_CLASS) {
            consequences(from / PER_CLASS, rules.subList(from, Math.min(rules.size(), from + PER_CLASS)));
        }
        tables(rules);
    }

    private void put(String className, String body) {
        String simple = className.substring(PACKAGE.length() + 1);
        sources.put(
                className,
                "package " + PACKAGE + "; @SuppressWarnings(\"all\") public final class " + simple + " {\n" + body
                        + "}\n");
    }

    private void consequences(int classIndex, List<CheckedRule> rules) {
        String name = "Consequences" + classIndex;
        StringBuilder conditionsOfBindings = new StringBuilder();
        StringBuilder source = new StringBuilder(header(name));
        List<@Nullable CheckedRule> lines = new ArrayList<>();
        lines.add(null);
        for (CheckedRule rule : rules) {
            consequence(rule, classIndex, source, conditionsOfBindings, lines);
        }
        sources.put(PACKAGE + "." + name, source.append("}\n").toString());
        ruleByLine.put(PACKAGE + "." + name, lines);
        if (!conditionsOfBindings.isEmpty()) {
            put(PACKAGE + ".Bindings" + classIndex, conditionsOfBindings.toString());
        }
    }

    private static String header(String className) {
        return "package " + PACKAGE + "; " + Allowed.imports()
                + "import dev.kairos.rules.Decision; import dev.kairos.rules.Reaction; "
                + "import dev.kairos.arbitration.Proposal; public final class " + className + " {\n";
    }

    private void consequence(
            CheckedRule rule,
            int classIndex,
            StringBuilder source,
            StringBuilder bindings,
            List<@Nullable CheckedRule> lines) {
        Token momentName = rule.source().momentName();
        String m = momentName == null ? "$moment_" : momentName.text();
        source.append("static void r").append(rule.info().index()).append("(final ");
        source.append(rule.kind().decision().getSimpleName()).append(" decision, final Moment ");
        source.append(m).append(") {");
        int count = 0;
        for (Map.Entry<String, Value> binding : rule.bound().entrySet()) {
            source.append(binding(rule, count++, binding, m, classIndex, bindings));
        }
        String then = JavaLines.withLineFeeds(rule.source().then());
        source.append(then).append("\n}\n");
        for (int i = JavaLines.breaks(then) + 2; i > 0; i--) {
            lines.add(rule);
        }
    }

    private String binding(
            CheckedRule rule,
            int number,
            Map.Entry<String, Value> binding,
            String m,
            int classIndex,
            StringBuilder bindings) {
        Value value = binding.getValue();
        if (value.property() != null) {
            String type = moment.javaType(value.property()).getName() + setOfTexts(value);
            return " final " + type + " " + binding.getKey() + " = " + m + "."
                    + MomentProperties.getter(value.property()) + "();";
        }
        String method = "b" + rule.info().index() + "_" + number;
        String type = boxed(value.type());
        bindings.append("static ").append(type).append(' ').append(method).append("(Moment m) { ");
        for (String property : value.properties()) {
            bindings.append(Comparisons.read(moment, property, "null"));
        }
        bindings.append("return ").append(value.java()).append("; }\n");
        return " final " + type + " " + binding.getKey() + " = Bindings" + classIndex + "." + method + "(" + m + ");";
    }

    private static String setOfTexts(Value value) {
        return value.type() == ValueType.SET ? "<String>" : "";
    }

    private static String boxed(ValueType type) {
        return switch (type) {
            case WHOLE -> "Long";
            case DECIMAL -> "Double";
            case BOOLEAN -> "Boolean";
            default -> type.java();
        };
    }

    private void tables(List<CheckedRule> rules) {
        for (int from = 0; from < conditionCalls.size(); from += PER_CLASS) {
            StringBuilder body = new StringBuilder("public static java.util.function.Predicate<?>[] functions() { "
                    + "return new java.util.function.Predicate<?>[] {\n");
            for (String call : conditionCalls.subList(from, Math.min(conditionCalls.size(), from + PER_CLASS))) {
                body.append("(java.util.function.Predicate<Moment>) m -> ")
                        .append(call)
                        .append(",\n");
            }
            put(TABLE + "OfConditions" + from / PER_CLASS, body.append("}; }\n").toString());
        }
        for (int from = 0; from < rules.size(); from += PER_CLASS) {
            StringBuilder body = new StringBuilder("public static java.util.function.BiConsumer<?, ?>[] functions() { "
                    + "return new java.util.function.BiConsumer<?, ?>[] {\n");
            for (CheckedRule rule : rules.subList(from, Math.min(rules.size(), from + PER_CLASS))) {
                body.append(rule.plain() != null ? "null" : consequence(rule, from / PER_CLASS))
                        .append(",\n");
            }
            put(
                    TABLE + "OfConsequences" + from / PER_CLASS,
                    body.append("}; }\n").toString());
        }
        StringBuilder body = new StringBuilder("public static java.util.function.Function<?, ?>[] functions() { "
                + "return new java.util.function.Function<?, ?>[] {\n");
        for (String property : keyProperties) {
            body.append("(java.util.function.Function<Moment, Object>) m -> m.")
                    .append(MomentProperties.getter(property))
                    .append("(),\n");
        }
        put(TABLE + "OfKeys0", body.append("}; }\n").toString());
    }

    private static String consequence(CheckedRule rule, int classIndex) {
        return "(java.util.function.BiConsumer<" + rule.kind().decision().getName()
                + ", Moment>) (d, m) -> Consequences" + classIndex + ".r"
                + rule.info().index() + "(d, m)";
    }

    /** The rule that a generated line comes from, or null when it is none of the authors' lines. */
    @Nullable
    CheckedRule ruleAt(String className, int line) {
        List<@Nullable CheckedRule> lines = ruleByLine.get(className);
        return lines == null || line < 1 ? null : lines.get(Math.min(line, lines.size()) - 1);
    }

    /** The author's line that a generated line is. */
    int authorLine(String className, int line) {
        List<@Nullable CheckedRule> lines = ruleByLine.get(className);
        CheckedRule rule = lines.get(Math.min(line, lines.size()) - 1);
        int first = lines.indexOf(rule) + 1;
        int last = rule.source().thenLine() + JavaLines.breaks(rule.source().then());
        return Math.min(last, rule.source().thenLine() + line - first);
    }
}
