package dev.kairos.rules;

import dev.kairos.rules.Node.Condition;
import dev.kairos.rules.Node.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Turns comparisons into Java methods that are false as soon as a value is missing; only {@code == null} is true then.
 * Each comparison is a method of its own: guards first, then the comparison on values that are there.
 */
final class Comparisons {

    private static final Set<String> ORDERING = Set.of("<", "<=", ">", ">=");

    private final MomentProperties moment;

    Comparisons(MomentProperties moment) {
        this.moment = moment;
    }

    Condition compare(int line, String operator, Value left, Value right) {
        if (left.type() == ValueType.NULL || right.type() == ValueType.NULL) {
            return againstNull(line, operator, left, right);
        }
        Value a = asInstant(left, right);
        Value b = asInstant(right, left);
        if (a.type() != b.type() && !(a.type().isNumber() && b.type().isNumber())) {
            throw unlike(line, a, b);
        }
        return method(line, java(line, operator, a, b), List.of(a, b), test(operator, a, b));
    }

    private Condition againstNull(int line, String operator, Value left, Value right) {
        Value value = left.type() == ValueType.NULL ? right : left;
        if (!operator.equals("==") && !operator.equals("!=")) {
            throw new DrlException(line, "null can only be compared with == or !=", null);
        }
        if (value.properties().isEmpty()) {
            throw new DrlException(line, "this is never null", "compare a property with null");
        }
        if ("event".equals(value.property()) && operator.equals("==")) {
            throw new DrlException(
                    line,
                    "'event' is never null where a rule names it: such rules are asked on touchpoints only",
                    "leave it out for a rule that is asked in decide calls only");
        }
        return missing(line, operator.equals("=="), value);
    }

    /** A text beside an instant is the instant in writing. */
    private static Value asInstant(Value value, Value beside) {
        if (beside.type() != ValueType.INSTANT || !(value.literal() instanceof String written)) {
            return value;
        }
        try {
            Instant instant = Instant.parse(written);
            String java =
                    "java.time.Instant.ofEpochSecond(" + instant.getEpochSecond() + "L, " + instant.getNano() + "L)";
            return Value.literal(value.line(), ValueType.INSTANT, java, instant);
        } catch (DateTimeException noInstant) {
            throw new DrlException(
                    value.line(),
                    "\"" + written + "\" is no instant",
                    "write it in UTC, e.g. \"2026-03-31T22:00:00Z\"");
        }
    }

    private static DrlException unlike(int line, Value a, Value b) {
        String hint = null;
        if (a.type() == ValueType.SET || b.type() == ValueType.SET) {
            hint = "ask what is in a set with 'contains', e.g. tags contains \"new\"";
        } else if (a.type().isNumber() && b.type() == ValueType.TEXT && b.literal() != null) {
            hint = "write the number without quotes";
        } else if (a.type() == ValueType.BOOLEAN && b.literal() instanceof String) {
            hint = "write true or false, without quotes";
        } else if (a.type() == ValueType.TEXT && b.literal() != null) {
            hint = "put it in quotes";
        }
        return new DrlException(
                line,
                a.shown() + " is " + a.type().words() + " and cannot be compared with " + b.shown() + ", which is "
                        + b.type().words(),
                hint);
    }

    private static String java(int line, String operator, Value a, Value b) {
        if (a.type().isNumber()) {
            return a.java() + " " + operator + " " + b.java();
        }
        if (ORDERING.contains(operator)) {
            if (a.type() == ValueType.TEXT || a.type() == ValueType.INSTANT) {
                return a.java() + ".compareTo(" + b.java() + ") " + operator + " 0";
            }
            throw new DrlException(
                    line, a.shown() + " is " + a.type().words() + ", which has no order for '" + operator + "'", null);
        }
        if (a.type() == ValueType.SET) {
            throw unlike(line, a, b);
        }
        if (a.type() == ValueType.BOOLEAN) {
            return a.java() + " " + operator + " " + b.java();
        }
        return (operator.equals("!=") ? "!" : "") + a.java() + ".equals(" + b.java() + ")";
    }

    private Node.@Nullable Test test(String operator, Value a, Value b) {
        Value property = a.property() != null ? a : b;
        Object literal = property == a ? b.literal() : a.literal();
        if (property.property() == null || literal == null) {
            return null;
        }
        if (operator.equals("==")) {
            return equality(property, literal);
        }
        return literal instanceof Number number && ORDERING.contains(operator)
                ? NumberOrder.range(property, property == a ? operator : NumberOrder.mirrored(operator), number)
                : null;
    }

    private Node.@Nullable Equality equality(Value property, Object literal) {
        Class<?> javaType = moment.javaType(property.property());
        if (javaType == Integer.class && literal instanceof Long whole) {
            return whole.intValue() == whole ? new Node.Equality(property.property(), whole.intValue()) : null;
        }
        return javaType.isInstance(literal) && javaType != Double.class
                ? new Node.Equality(property.property(), literal)
                : null;
    }

    Condition in(int line, boolean negated, Value left, List<Value> choices) {
        List<String> tests = new ArrayList<>();
        for (Value choice : choices) {
            if (choice.type() == ValueType.NULL) {
                throw new DrlException(line, "null cannot be among the choices of 'in'", "add || == null");
            }
            if (choice.literal() == null) {
                throw new DrlException(line, "the choices of 'in' must be written out", "use == and ||");
            }
            Value b = asInstant(choice, left);
            if (left.type() != b.type() && !(left.type().isNumber() && b.type().isNumber())) {
                throw unlike(line, left, b);
            }
            tests.add(java(line, "==", left, b));
        }
        String any = tests.isEmpty() ? "false" : String.join(" || ", tests);
        return method(line, negated ? "!(" + any + ")" : any, List.of(left), null);
    }

    Condition contains(int line, boolean negated, Value left, Value right) {
        if (left.type() != ValueType.SET && left.type() != ValueType.TEXT) {
            throw new DrlException(
                    line, left.shown() + " is " + left.type().words() + " and cannot contain anything", null);
        }
        needsText(line, "contains", right);
        return method(line, not(negated) + left.java() + ".contains(" + right.java() + ")", List.of(left, right), null);
    }

    Condition memberOf(int line, boolean negated, Value left, Value right) {
        needsText(line, "memberOf", left);
        if (right.type() != ValueType.SET) {
            throw new DrlException(
                    line,
                    "'memberOf' needs a set on its right, not " + right.type().words(),
                    "use in (…)");
        }
        return method(line, not(negated) + right.java() + ".contains(" + left.java() + ")", List.of(left, right), null);
    }

    Condition matches(int line, boolean negated, Value left, Value right) {
        needsText(line, "matches", left);
        if (!(right.literal() instanceof String expression)) {
            throw new DrlException(line, "'matches' needs a regular expression that is written out", null);
        }
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException wrong) {
            throw new DrlException(
                    line, "\"" + expression + "\" is no regular expression: " + wrong.getDescription(), null);
        }
        String field = "static final java.util.regex.Pattern #P = java.util.regex.Pattern.compile("
                + JavaText.quoted(expression) + "); ";
        String java = not(negated) + "dev.kairos.rules.BoundedMatch.matches(#P, " + left.java() + ");";
        Value throwing = Value.computed(line, ValueType.BOOLEAN, java, List.of(left), true);
        return made(line, field, java, false, List.of(throwing), null);
    }

    Condition str(int line, boolean negated, String operation, Value left, Value right) {
        needsText(line, "str", left);
        if (operation.equals("length")) {
            if (right.type() != ValueType.WHOLE) {
                throw new DrlException(line, "str[length] needs a whole number", null);
            }
            return method(
                    line,
                    left.java() + ".length() " + (negated ? "!=" : "==") + " " + right.java(),
                    List.of(left, right),
                    null);
        }
        if (!operation.equals("startsWith") && !operation.equals("endsWith")) {
            throw new DrlException(
                    line, "str[" + operation + "] does not exist", "use str[startsWith], str[endsWith] or str[length]");
        }
        needsText(line, "str[" + operation + "]", right);
        return method(
                line,
                not(negated) + left.java() + "." + operation + "(" + right.java() + ")",
                List.of(left, right),
                null);
    }

    /** A boolean value standing alone. */
    Condition truth(Value value) {
        if (value.type() != ValueType.BOOLEAN) {
            throw new DrlException(
                    value.line(),
                    value.shown() + " is " + value.type().words() + ", and no condition by itself",
                    value.property() == null
                            ? "compare it with something"
                            : "compare it, e.g. " + value.property() + " != null");
        }
        Node.Equality equality = value.property() == null ? null : new Node.Equality(value.property(), Boolean.TRUE);
        return method(value.line(), value.java(), List.of(value), equality);
    }

    private static void needsText(int line, String operator, Value value) {
        if (value.type() != ValueType.TEXT) {
            throw new DrlException(
                    line,
                    "'" + operator + "' needs a text, but " + value.shown() + " is "
                            + value.type().words(),
                    null);
        }
    }

    private static String not(boolean negated) {
        return negated ? "!" : "";
    }

    private Condition missing(int line, boolean wanted, Value value) {
        return made(line, "", !wanted + ";", wanted, List.of(value), null);
    }

    private Condition method(int line, String java, List<Value> parts, Node.@Nullable Test test) {
        return made(line, "", java + ";", false, parts, test);
    }

    /** {@code #} stands for the method's name until it has one. */
    private Condition made(
            int line, String field, String java, boolean whenMissing, List<Value> parts, Node.@Nullable Test test) {
        Value all = Value.computed(line, ValueType.BOOLEAN, java, parts, false);
        StringBuilder body = new StringBuilder(field).append("static boolean #(Moment m) { ");
        for (String property : all.properties()) {
            body.append(read(moment, property, String.valueOf(whenMissing)));
        }
        body.append("return ").append(java).append(" }");
        return new Condition(line, "#(m)", List.of(body.toString()), all.mayThrow(), test, List.of());
    }

    /** Reads a property into a local variable, and gives up when it is missing. */
    static String read(MomentProperties moment, String property, String whenMissing) {
        ValueType type = moment.type(property);
        String boxed = type == ValueType.SET
                ? "java.util.Collection<?>"
                : moment.javaType(property).getName();
        return boxed + " b_" + property + " = m." + MomentProperties.getter(property) + "(); if (b_" + property
                + " == null) return " + whenMissing + "; " + type.java() + " v_" + property + " = b_" + property
                + "; ";
    }
}
