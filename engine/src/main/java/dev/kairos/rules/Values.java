package dev.kairos.rules;

import dev.kairos.mistake.Nearest;
import dev.kairos.rules.Node.Value;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads values in a condition: properties, literals, arithmetic, and calls of the methods that are allowed. */
final class Values {

    private static final Map<String, Integer> MATH =
            Map.of("abs", 1, "round", 1, "floor", 1, "ceil", 1, "min", 2, "max", 2);

    private final MomentProperties moment;
    private final Map<String, Value> bound;

    Values(MomentProperties moment, Map<String, Value> bound) {
        this.moment = moment;
        this.bound = bound;
    }

    /** Whether what follows makes a larger value of the one before. */
    static boolean continues(Cursor cursor) {
        return Set.of("+", "-", "*", "/", "%", ".").contains(cursor.peek().text())
                && cursor.peek().kind() == Token.Kind.SYMBOL;
    }

    Value read(Cursor cursor) {
        Value left = product(cursor);
        while (cursor.sees("+") || cursor.sees("-")) {
            Token operator = cursor.take();
            left = arithmetic(operator, left, product(cursor));
        }
        return left;
    }

    private Value product(Cursor cursor) {
        Value left = signed(cursor);
        while (cursor.sees("*") || cursor.sees("/") || cursor.sees("%")) {
            Token operator = cursor.take();
            left = arithmetic(operator, left, signed(cursor));
        }
        return left;
    }

    private static Value arithmetic(Token operator, Value a, Value b) {
        if (!a.type().isNumber() || !b.type().isNumber()) {
            Value wrong = a.type().isNumber() ? b : a;
            throw new DrlException(
                    operator.line(),
                    "'" + operator.text() + "' needs numbers, but " + wrong.shown() + " is "
                            + wrong.type().words(),
                    null);
        }
        boolean whole = a.type() == ValueType.WHOLE && b.type() == ValueType.WHOLE;
        boolean division = operator.is("/") || operator.is("%");
        return Value.computed(
                operator.line(),
                whole ? ValueType.WHOLE : ValueType.DECIMAL,
                "(" + a.java() + " " + operator.text() + " " + b.java() + ")",
                List.of(a, b),
                whole && division);
    }

    private Value signed(Cursor cursor) {
        if (!cursor.sees("-")) {
            return calls(cursor, primary(cursor));
        }
        Token minus = cursor.take();
        if (cursor.peek().kind() == Token.Kind.NUMBER) {
            return number(cursor.take(), "-");
        }
        Value value = signed(cursor);
        if (!value.type().isNumber()) {
            throw new DrlException(minus.line(), "'-' needs a number", null);
        }
        return Value.computed(minus.line(), value.type(), "(-" + value.java() + ")", List.of(value), false);
    }

    private Value primary(Cursor cursor) {
        Token token = cursor.take();
        return switch (token.kind()) {
            case STRING -> Value.literal(token.line(), ValueType.TEXT, JavaText.quoted(token.text()), token.text());
            case NUMBER -> number(token, "");
            case NAME -> name(cursor, token);
            case SYMBOL -> symbol(cursor, token);
            case END -> throw new DrlException(token.line(), "something is missing before ')'", null);
        };
    }

    private Value symbol(Cursor cursor, Token token) {
        if (!token.is("(")) {
            throw new DrlException(token.line(), "a value is missing before " + token.shown(), null);
        }
        Value inner = read(cursor);
        cursor.expect(")", null);
        return inner;
    }

    private static Value number(Token token, String sign) {
        String written = token.text();
        String digits = written.replace("_", "");
        try {
            if (digits.matches("[0-9]+[lL]?")) {
                long whole = Long.parseLong(sign + digits.replaceAll("[lL]", ""));
                return Value.literal(token.line(), ValueType.WHOLE, "(" + whole + "L)", whole);
            }
            if (digits.matches("([0-9]+|[0-9]*\\.[0-9]+)([eE][+-]?[0-9]+)?[dD]?")) {
                double decimal = Double.parseDouble(sign + digits);
                if (!Double.isInfinite(decimal)) {
                    return Value.literal(token.line(), ValueType.DECIMAL, "(" + decimal + "d)", decimal);
                }
            }
        } catch (NumberFormatException tooLarge) {
            throw new DrlException(token.line(), sign + written + " is too large a number", null);
        }
        throw new DrlException(token.line(), "'" + written + "' is no number", "write it like 1000 or 0.25");
    }

    private Value name(Cursor cursor, Token token) {
        String name = token.text();
        if (cursor.sees("(") && !startsGroup(cursor)) {
            return call(cursor, token);
        }
        switch (name) {
            case "true", "false" -> {
                return Value.literal(token.line(), ValueType.BOOLEAN, name, Boolean.valueOf(name));
            }
            case "null" -> {
                return Value.literal(token.line(), ValueType.NULL, "null", null);
            }
            case "this" -> {
                cursor.expect(".", "name a property, e.g. segment");
                Token property = cursor.take();
                return cursor.sees("(") && !startsGroup(cursor) ? call(cursor, property) : property(property);
            }
            case "Math" -> {
                cursor.expect(".", null);
                return math(cursor, cursor.take());
            }
            default -> {
                Value known = bound.get(name);
                return known != null ? known : property(token);
            }
        }
    }

    /** {@code age ( > 18 && < 30 )} is no call. */
    private static boolean startsGroup(Cursor cursor) {
        Token next = cursor.peek(1);
        return next.kind() == Token.Kind.SYMBOL
                && Set.of("==", "!=", "<", "<=", ">", ">=").contains(next.text());
    }

    private Value property(Token token) {
        ValueType type = moment.type(token.text());
        if (type == null) {
            List<String> known = new ArrayList<>(moment.names());
            known.addAll(bound.keySet());
            String hint = Nearest.hint(token.text(), known);
            throw new DrlException(
                    token.line(),
                    "Moment has no property '" + token.text() + "'",
                    hint != null ? hint : "attributes are declared in schema.yaml");
        }
        return Value.property(token.line(), type, token.text());
    }

    private Value call(Cursor cursor, Token name) {
        String property = moment.ofGetter(name.text());
        List<Value> arguments = arguments(cursor);
        if (property != null && arguments.isEmpty()) {
            return Value.property(name.line(), moment.type(property), property);
        }
        Method helper = moment.helper(name.text());
        if (helper == null) {
            throw new DrlException(
                    name.line(),
                    "there is no method '" + name.text() + "' on Moment",
                    Nearest.hint(name.text(), moment.methods()));
        }
        return helper(name, helper, arguments);
    }

    private static Value helper(Token name, Method helper, List<Value> given) {
        List<String> java = new ArrayList<>();
        Class<?>[] wanted = helper.getParameterTypes();
        for (int i = 0; i < Math.max(wanted.length, given.size()); i++) {
            if (i >= wanted.length || i >= given.size() || given.get(i).type() != ValueType.of(wanted[i])) {
                List<String> words = new ArrayList<>();
                for (Class<?> type : wanted) {
                    words.add(ValueType.of(type).words());
                }
                throw new DrlException(
                        name.line(),
                        "'" + name.text() + "' needs " + String.join(", ", words) + " in its brackets",
                        null);
            }
            java.add(given.get(i).java());
        }
        ValueType gives = ValueType.of(helper.getReturnType());
        return Value.computed(
                name.line(), gives, "m." + helper.getName() + "(" + String.join(", ", java) + ")", given, false);
    }

    private Value math(Cursor cursor, Token name) {
        Integer count = MATH.get(name.text());
        if (count == null || !cursor.sees("(")) {
            throw new DrlException(
                    name.line(),
                    "Math." + name.text() + " is not allowed",
                    "allowed are "
                            + String.join(", ", MATH.keySet().stream().sorted().toList()));
        }
        List<Value> given = arguments(cursor);
        if (given.size() != count
                || !given.stream().allMatch(value -> value.type().isNumber())) {
            throw new DrlException(name.line(), "Math." + name.text() + " needs " + count + " number(s)", null);
        }
        boolean whole = given.stream().allMatch(value -> value.type() == ValueType.WHOLE);
        ValueType gives = name.is("round") || whole && !name.is("floor") && !name.is("ceil")
                ? ValueType.WHOLE
                : ValueType.DECIMAL;
        String java = String.join(", ", given.stream().map(Value::java).toList());
        String cast = name.is("round") ? "(double) " : "";
        return Value.computed(
                name.line(), gives, "java.lang.Math." + name.text() + "(" + cast + java + ")", given, false);
    }

    private List<Value> arguments(Cursor cursor) {
        cursor.expect("(", null);
        List<Value> arguments = new ArrayList<>();
        while (!cursor.takes(")")) {
            arguments.add(read(cursor));
            if (!cursor.sees(")")) {
                cursor.expect(",", null);
            }
        }
        return arguments;
    }

    private Value calls(Cursor cursor, Value value) {
        Value on = value;
        while (cursor.sees(".")) {
            Token dot = cursor.take();
            Token name = cursor.take();
            if (!cursor.sees("(")) {
                throw new DrlException(
                        dot.line(),
                        on.shown() + " is " + on.type().words() + " and has no property '" + name.text() + "'",
                        "Moment is flat: name its properties directly");
            }
            on = call(on, name, arguments(cursor));
        }
        return on;
    }

    private static Value call(Value on, Token name, List<Value> arguments) {
        ValueMethods.@Nullable Callable method = ValueMethods.find(
                on.type(), name.text(), arguments.stream().map(Value::type).toList());
        if (method == null) {
            Set<String> known = ValueMethods.names(on.type());
            String hint = Nearest.hint(name.text(), known);
            String allowed = known.isEmpty() ? null : "allowed are " + String.join(", ", known);
            throw new DrlException(
                    name.line(),
                    "'" + name.text() + "' cannot be called like this on "
                            + on.type().words(),
                    hint != null && !known.contains(name.text()) ? hint : allowed);
        }
        List<Value> parts = new ArrayList<>(List.of(on));
        parts.addAll(arguments);
        Object[] java = parts.stream().map(Value::java).toArray();
        return Value.computed(
                name.line(), method.gives(), String.format(method.java(), java), parts, method.mayThrow());
    }
}
