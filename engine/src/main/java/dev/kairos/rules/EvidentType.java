package dev.kairos.rules;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CastExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.kairos.rules.Node.Value;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an expression in a consequence is, when that can be seen without compiling it: enough to tell an author that a
 * text does not suit a number. What cannot be seen is checked when the rule fires.
 */
final class EvidentType {

    private static final Set<BinaryExpr.Operator> ARITHMETIC = Set.of(
            BinaryExpr.Operator.PLUS,
            BinaryExpr.Operator.MINUS,
            BinaryExpr.Operator.MULTIPLY,
            BinaryExpr.Operator.DIVIDE,
            BinaryExpr.Operator.REMAINDER);
    private static final Set<BinaryExpr.Operator> LOGICAL = Set.of(
            BinaryExpr.Operator.EQUALS,
            BinaryExpr.Operator.NOT_EQUALS,
            BinaryExpr.Operator.LESS,
            BinaryExpr.Operator.LESS_EQUALS,
            BinaryExpr.Operator.GREATER,
            BinaryExpr.Operator.GREATER_EQUALS,
            BinaryExpr.Operator.AND,
            BinaryExpr.Operator.OR);

    private final Map<String, Value> bound;
    private final @Nullable Token momentName;
    private final MomentProperties moment;

    EvidentType(Map<String, Value> bound, @Nullable Token momentName, MomentProperties moment) {
        this.bound = bound;
        this.momentName = momentName;
        this.moment = moment;
    }

    /** Null when it cannot be seen. */
    @Nullable
    ValueType of(Expression expression) {
        if (expression instanceof EnclosedExpr enclosed) {
            return of(enclosed.getInner());
        }
        if (expression instanceof NameExpr name) {
            Value value = bound.get(name.getNameAsString());
            return value == null ? null : value.type();
        }
        if (expression instanceof UnaryExpr unary) {
            return unary.getOperator() == UnaryExpr.Operator.LOGICAL_COMPLEMENT
                    ? ValueType.BOOLEAN
                    : of(unary.getExpression());
        }
        if (expression instanceof BinaryExpr binary) {
            return ofBinary(binary);
        }
        if (expression instanceof MethodCallExpr call) {
            return ofCall(call);
        }
        return ofLiteral(expression);
    }

    private static @Nullable ValueType ofLiteral(Expression expression) {
        if (expression instanceof StringLiteralExpr) {
            return ValueType.TEXT;
        }
        if (expression instanceof IntegerLiteralExpr || expression instanceof LongLiteralExpr) {
            return ValueType.WHOLE;
        }
        if (expression instanceof DoubleLiteralExpr) {
            return ValueType.DECIMAL;
        }
        if (expression instanceof BooleanLiteralExpr) {
            return ValueType.BOOLEAN;
        }
        if (expression instanceof CastExpr cast && cast.getType().isPrimitiveType()) {
            return switch (cast.getTypeAsString()) {
                case "int", "long" -> ValueType.WHOLE;
                case "double" -> ValueType.DECIMAL;
                default -> null;
            };
        }
        return expression instanceof NullLiteralExpr ? ValueType.NULL : null;
    }

    private @Nullable ValueType ofBinary(BinaryExpr binary) {
        if (LOGICAL.contains(binary.getOperator())) {
            return ValueType.BOOLEAN;
        }
        ValueType left = of(binary.getLeft());
        ValueType right = of(binary.getRight());
        boolean plus = binary.getOperator() == BinaryExpr.Operator.PLUS;
        if (plus && (left == ValueType.TEXT || right == ValueType.TEXT)) {
            return ValueType.TEXT;
        }
        if (!ARITHMETIC.contains(binary.getOperator())
                || left == null
                || right == null
                || !left.isNumber()
                || !right.isNumber()) {
            return null;
        }
        return left == ValueType.WHOLE && right == ValueType.WHOLE ? ValueType.WHOLE : ValueType.DECIMAL;
    }

    private @Nullable ValueType ofCall(MethodCallExpr call) {
        if (!(call.getScope().orElse(null) instanceof NameExpr scope)) {
            return null;
        }
        String method = call.getNameAsString();
        if (momentName != null && momentName.is(scope.getNameAsString())) {
            String property = moment.ofGetter(method);
            return property == null ? null : moment.type(property);
        }
        boolean makesSet = method.equals("of")
                && Set.of("Set", "List").contains(scope.getNameAsString())
                && !bound.containsKey(scope.getNameAsString());
        return makesSet ? ValueType.SET : null;
    }
}
