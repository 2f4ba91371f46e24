package dev.kairos.rules;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.kairos.mistake.Nearest;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Journey;
import dev.kairos.schema.Schema;
import dev.kairos.schema.Scope;
import dev.kairos.schema.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a rule on touchpoints says: the names in it, and the types of values as far as they can be seen. */
final class TouchpointCalls {

    private final Schema schema;
    private final EvidentType types;
    private final Refusal refusal;

    TouchpointCalls(Schema schema, EvidentType types, Refusal refusal) {
        this.schema = schema;
        this.types = types;
        this.refusal = refusal;
    }

    /** @param method one of {@link RuleKind#TOUCHPOINT}'s */
    void check(MethodCallExpr call, String method) {
        switch (method) {
            case "set" -> set(call);
            case "move" -> move(call);
            default -> act(call);
        }
    }

    private void set(MethodCallExpr call) {
        if (wrongCount(call, "decision.set(\"attribute\", value)")) {
            return;
        }
        String name = text(call.getArgument(0));
        if (name == null) {
            return;
        }
        Attribute attribute = schema.attribute(name);
        if (attribute == null || attribute.scope() != Scope.PERSON) {
            refusal.refuse(call.getArgument(0), noAttribute(name, attribute), hintForAttribute(name, attribute));
            return;
        }
        ValueType type = types.of(call.getArgument(1));
        if (type != null && !suits(type, attribute.type())) {
            refusal.refuse(
                    call.getArgument(1),
                    "'" + name + "' is " + attribute.type().word() + " and cannot be set to " + type.words(),
                    hintForType(attribute.type(), type));
        }
    }

    private static String noAttribute(String name, @Nullable Attribute attribute) {
        if (attribute == null) {
            return "no attribute '" + name + "' in the schema";
        }
        return switch (attribute.scope()) {
            case COUNTER -> "'" + name + "' is a counter and cannot be set";
            case JOURNEY -> "'" + name + "' is where on a journey the customer is and cannot be set";
            case CONTEXT -> "'" + name + "' comes with the touchpoint and cannot be set";
            default -> "'" + name + "' belongs to the " + attribute.scope().word() + " and cannot be set";
        };
    }

    private @Nullable String hintForAttribute(String name, @Nullable Attribute attribute) {
        if (attribute == null) {
            List<String> known =
                    schema.of(Scope.PERSON).stream().map(Attribute::name).toList();
            String nearest = Nearest.hint(name, known);
            return nearest != null ? nearest : "declare it under 'person' in schema.yaml";
        }
        return attribute.scope() == Scope.JOURNEY
                ? "use decision.move(\"journey\", \"stage\")"
                : "only attributes of the person can be set";
    }

    private static boolean suits(ValueType value, AttributeType type) {
        return value == ValueType.NULL
                || switch (type) {
                    case KEYWORD, TEXT -> value == ValueType.TEXT;
                    case KEYWORDS -> value == ValueType.SET;
                    case BOOLEAN -> value == ValueType.BOOLEAN;
                    case INT, LONG -> value == ValueType.WHOLE;
                    case DECIMAL -> value.isNumber();
                    case INSTANT -> value == ValueType.INSTANT;
                };
    }

    private static @Nullable String hintForType(AttributeType type, ValueType value) {
        if (type == AttributeType.KEYWORDS) {
            return "write Set.of(\"…\")";
        }
        if (type == AttributeType.INSTANT && value == ValueType.TEXT) {
            return "write Instant.parse(\"…\")";
        }
        if (type.isNumber() && value == ValueType.DECIMAL) {
            return "write Math.round(…)";
        }
        if (type.isNumber() && value == ValueType.TEXT) {
            return "write the number without quotes";
        }
        return (type == AttributeType.KEYWORD || type == AttributeType.TEXT) ? "put it in quotes" : null;
    }

    private void move(MethodCallExpr call) {
        if (wrongCount(call, "decision.move(\"journey\", \"stage\")")) {
            return;
        }
        String name = text(call.getArgument(0));
        if (name == null) {
            return;
        }
        Journey journey = schema.journey(name);
        if (journey == null) {
            List<String> known = schema.journeys().stream().map(Journey::name).toList();
            String nearest = Nearest.hint(name, known);
            refusal.refuse(
                    call.getArgument(0),
                    "no journey '" + name + "' in journeys.yaml",
                    nearest != null || known.isEmpty() ? nearest : "journeys: " + String.join(", ", known));
            return;
        }
        String stage = text(call.getArgument(1));
        if (stage != null && journey.stage(stage) == null) {
            List<String> known = journey.stages().stream().map(Stage::name).toList();
            String nearest = Nearest.hint(stage, known);
            refusal.refuse(
                    call.getArgument(1),
                    "journey '" + name + "' has no stage '" + stage + "'",
                    nearest != null ? nearest : "stages: " + String.join(", ", known));
        }
    }

    private void act(MethodCallExpr call) {
        List<Expression> given = call.getArguments();
        if (given.size() < 2 || given.size() % 2 != 0 || given.size() > 2 + 2 * RuleValues.MAX_ARGUMENTS) {
            refusal.refuse(
                    call,
                    "'act' takes a system, an action, and then names and values in turn",
                    "write decision.act(\"billing\", \"postpone\", \"days\", 14)");
            return;
        }
        for (Expression name : given.subList(0, 2)) {
            String text = text(name);
            if (text != null && text.isBlank()) {
                refusal.refuse(name, "the name of a system or an action cannot be empty", null);
            }
        }
        Set<String> names = new HashSet<>();
        for (int i = 2; i < given.size(); i += 2) {
            argument(given.get(i), names);
        }
    }

    private void argument(Expression name, Set<String> names) {
        String text = text(name);
        ValueType type = types.of(name);
        if (text == null
                ? type != null && type != ValueType.TEXT
                : !RuleValues.ARGUMENT.matcher(text).matches()) {
            refusal.refuse(
                    name,
                    (text == null ? "this" : "\"" + text + "\"") + " cannot be the name of an argument",
                    "names and values come in turn; a name has letters and digits, a letter first");
        } else if (text != null && !names.add(text)) {
            refusal.refuse(name, "the argument '" + text + "' is given twice", "keep one of the two");
        }
    }

    private boolean wrongCount(MethodCallExpr call, String example) {
        if (call.getArguments().size() == 2) {
            return false;
        }
        refusal.refuse(call, "'" + call.getNameAsString() + "' takes two things", "write " + example);
        return true;
    }

    private static @Nullable String text(Expression expression) {
        return expression instanceof StringLiteralExpr literal ? literal.asString() : null;
    }
}
