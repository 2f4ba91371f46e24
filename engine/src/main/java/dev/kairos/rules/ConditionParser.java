package dev.kairos.rules;

import dev.kairos.mistake.Mistakes;
import dev.kairos.mistake.Nearest;
import dev.kairos.rules.Node.Condition;
import dev.kairos.rules.Node.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands between the brackets of {@code Moment( … )} and turns it into Java. Only what this grammar knows
 * can be written, so nothing but the moment can be reached from a condition.
 */
final class ConditionParser {

    private static final Set<String> COMPARING = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> WORDS = Set.of("in", "contains", "memberOf", "matches", "str");
    private static final Set<String> ENDS = Set.of(",", ")", "&&", "||");
    private static final Map<String, String> REFUSED = Map.of(
            "=", "use == to compare",
            "=~", "use matches",
            "soundslike", "use matches, or a keyword attribute",
            "excludes", "use not contains",
            "before", "use <",
            "after", "use >",
            "instanceof", "every property has one type: see schema.yaml",
            "and", "use &&",
            "or", "use ||",
            "?", "use && and ||");

    private final RuleSource rule;
    private final MomentProperties moment;
    private final Comparisons comparisons;
    private final Values values;
    private final Mistakes mistakes;
    private final Cursor cursor;
    private final Map<String, Value> bound = new LinkedHashMap<>();

    /** What an abbreviated comparison, as in {@code age > 18 && < 30}, goes on with. */
    private @Nullable Value subject;

    /** @param bound what names stand for, in the order of their binding */
    record Result(List<Condition> conditions, Map<String, Value> bound) {}

    private ConditionParser(RuleSource rule, MomentProperties moment, Mistakes mistakes) {
        this.rule = rule;
        this.moment = moment;
        this.comparisons = new Comparisons(moment);
        this.mistakes = mistakes;
        List<Token> tokens = new ArrayList<>(rule.constraints());
        Token close = rule.close();
        tokens.add(new Token(Token.Kind.END, ")", close.start(), close.end(), close.line(), false));
        this.cursor = new Cursor(tokens);
        this.values = new Values(moment, bound);
    }

    /** Reports every mistake; the result is worth using only when there was none. */
    static Result parse(RuleSource rule, MomentProperties moment, Mistakes mistakes) {
        ConditionParser parser = new ConditionParser(rule, moment, mistakes);
        return new Result(parser.constraints(), parser.bound);
    }

    private List<Condition> constraints() {
        List<Condition> all = new ArrayList<>();
        while (!cursor.atEnd()) {
            try {
                subject = null;
                constraint(all);
                if (!cursor.atEnd() && !cursor.sees(",")) {
                    throw unexpected();
                }
                Token comma = cursor.take();
                if (cursor.atEnd() && comma.is(",")) {
                    throw new DrlException(comma.line(), "a condition is missing after ','", "leave the ',' out");
                }
            } catch (DrlException wrong) {
                mistakes.add(rule.file(), wrong.line(), rule.says(wrong.getMessage()), wrong.hint());
                skipToComma();
            }
        }
        return all;
    }

    private void skipToComma() {
        int depth = 0;
        while (!cursor.atEnd()) {
            Token token = cursor.take();
            if (token.is("(") || token.is("[")) {
                depth++;
            } else if (token.is(")") || token.is("]")) {
                depth--;
            } else if (depth <= 0 && token.is(",")) {
                return;
            }
        }
    }

    private DrlException unexpected() {
        Token token = cursor.peek();
        String hint = REFUSED.get(token.text());
        if (token.kind() == Token.Kind.STRING || hint == null) {
            hint = token.isName() ? Nearest.hint(token.text(), WORDS) : null;
        }
        String message = subject == null
                ? "cannot read the condition at " + token.shown()
                : "expected a comparison, '&&', '||' or ',' but found " + token.shown();
        return new DrlException(token.line(), message, hint);
    }

    private void constraint(List<Condition> all) {
        if (cursor.peek().isName() && cursor.peek(1).is(":=")) {
            throw new DrlException(cursor.peek().line(), "':=' is not allowed", "use ':' to give a name");
        }
        Node node = or();
        if (!(node instanceof Value && justBound)) {
            all.addAll(condition(node).flat());
        }
    }

    private boolean justBound;

    private Node or() {
        Node left = and();
        if (!cursor.sees("||")) {
            return left;
        }
        List<Condition> any = new ArrayList<>(List.of(condition(left)));
        while (cursor.takes("||")) {
            any.add(condition(and()));
        }
        return joined(any, " || ", List.of());
    }

    private Node and() {
        Node left = unary();
        if (!cursor.sees("&&")) {
            return left;
        }
        List<Condition> parts = new ArrayList<>();
        if (!(left instanceof Value && justBound)) {
            parts.addAll(condition(left).flat());
        }
        while (cursor.takes("&&")) {
            Node next = unary();
            if (!(next instanceof Value && justBound)) {
                parts.addAll(condition(next).flat());
            }
        }
        justBound = false;
        return joined(parts, " && ", parts);
    }

    private static Condition joined(List<Condition> parts, String operator, List<Condition> conjuncts) {
        List<String> methods = new ArrayList<>();
        List<String> java = new ArrayList<>();
        boolean mayThrow = false;
        for (Condition part : parts) {
            java.add(renumbered(part, methods));
            mayThrow |= part.mayThrow();
        }
        int line = parts.isEmpty() ? 0 : parts.get(0).line();
        String all = parts.isEmpty() ? "true" : "(" + String.join(operator, java) + ")";
        return new Condition(line, all, methods, mayThrow, null, conjuncts);
    }

    /** A part of a larger condition has methods {@code #}, {@code #_1}, …: gives them names of their own in the whole. */
    private static String renumbered(Condition part, List<String> methods) {
        String java = part.java();
        String prefix = "#_" + methods.size();
        for (String method : part.methods()) {
            methods.add(method.replace("#", prefix));
        }
        return java.replace("#", prefix);
    }

    private Condition condition(Node node) {
        if (node instanceof Condition condition) {
            return condition;
        }
        Value value = (Value) node;
        boolean ends = cursor.atEnd() || ENDS.contains(cursor.peek().text());
        if (value.type() != ValueType.BOOLEAN && !ends) {
            throw unexpected();
        }
        return comparisons.truth(value);
    }

    private Node unary() {
        justBound = false;
        if (cursor.sees("!") && !cursor.peek(1).is("=")) {
            int line = cursor.take().line();
            Node node = unary();
            if (node instanceof Value value) {
                if (value.type() != ValueType.BOOLEAN) {
                    throw new DrlException(line, "'!' needs a condition or a boolean", null);
                }
                return comparison(Value.computed(line, ValueType.BOOLEAN, "!" + value.java(), List.of(value), false));
            }
            Condition condition = (Condition) node;
            return new Condition(
                    line, "!" + condition.java(), condition.methods(), condition.mayThrow(), null, List.of());
        }
        if (isOperator()) {
            if (subject == null) {
                throw new DrlException(
                        cursor.peek().line(),
                        "nothing to compare stands before " + cursor.peek().shown(),
                        null);
            }
            return comparison(subject);
        }
        if (cursor.sees("(")) {
            return bracket();
        }
        return bindable();
    }

    /** Brackets hold a condition or a value: which, is known when they close. */
    private Node bracket() {
        int start = cursor.position();
        Token open = cursor.take();
        Node inner;
        try {
            inner = or();
            cursor.expect(")", null);
        } catch (DrlException noCondition) {
            return valueInBrackets(start, noCondition);
        }
        if (inner instanceof Value value && value.type() == ValueType.BOOLEAN && !Values.continues(cursor)) {
            return comparison(value);
        }
        if (inner instanceof Value || Values.continues(cursor)) {
            cursor.moveTo(start);
            return comparison(value());
        }
        if (isOperator()) {
            throw new DrlException(
                    open.line(), "a condition cannot be compared with anything", "use !( … ) for its opposite");
        }
        return inner;
    }

    private Node valueInBrackets(int start, DrlException otherwise) {
        cursor.moveTo(start);
        Value value;
        try {
            value = value();
        } catch (DrlException noValue) {
            throw otherwise;
        }
        return comparison(value);
    }

    private Node bindable() {
        if (!(cursor.peek().isName() && cursor.peek(1).is(":"))) {
            return comparison(value());
        }
        Token name = cursor.take();
        cursor.take();
        Value value = value();
        if (bound.putIfAbsent(name.text(), value) != null
                || rule.momentName() != null && rule.momentName().is(name.text())) {
            throw new DrlException(name.line(), "the name '" + name.text() + "' is given twice", null);
        }
        if (value.type() == ValueType.NULL) {
            throw new DrlException(name.line(), "null needs no name", null);
        }
        Node node = comparison(value);
        justBound = node instanceof Value;
        return node;
    }

    private Value value() {
        return values.read(cursor);
    }

    private boolean isOperator() {
        Token token = cursor.peek();
        if (token.kind() == Token.Kind.SYMBOL) {
            return COMPARING.contains(token.text());
        }
        return token.isName()
                && (WORDS.contains(token.text())
                        || token.is("not") && WORDS.contains(cursor.peek(1).text()));
    }

    /** What follows a value: a comparison, several in brackets as in {@code age ( > 18 && < 30 )}, or nothing. */
    private Node comparison(Value left) {
        subject = left;
        if (cursor.sees("(") && left.property() != null) {
            cursor.take();
            Node group = or();
            cursor.expect(")", null);
            return condition(group);
        }
        if (!isOperator()) {
            return left;
        }
        int line = cursor.peek().line();
        boolean negated = cursor.takes("not");
        String operator = cursor.take().text();
        return switch (operator) {
            case "in" -> comparisons.in(line, negated, left, choices());
            case "contains" -> comparisons.contains(line, negated, left, value());
            case "memberOf" -> comparisons.memberOf(line, negated, left, value());
            case "matches" -> comparisons.matches(line, negated, left, value());
            case "str" -> str(line, negated, left);
            default -> comparisons.compare(line, operator, left, value());
        };
    }

    private Condition str(int line, boolean negated, Value left) {
        cursor.expect("[", "write str[startsWith] \"…\"");
        String operation = cursor.take().text();
        cursor.expect("]", "write str[startsWith] \"…\"");
        return comparisons.str(line, negated, operation, left, value());
    }

    private List<Value> choices() {
        cursor.expect("(", "write in (\"a\", \"b\")");
        List<Value> choices = new ArrayList<>();
        while (!cursor.takes(")")) {
            choices.add(value());
            if (!cursor.sees(")")) {
                cursor.expect(",", "separate the choices by ','");
            }
        }
        return choices;
    }
}
