package dev.kairos.rules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import dev.kairos.arbitration.Proposal;
import dev.kairos.moment.MomentBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A consequence of a decide call that only proposes and suppresses, with values that are written out, as nearly all do.
 * It is run from this instead of from compiled code, which, called once in a thousand calls, the JIT would never
 * compile (docs/decisions/0204). Immutable.
 */
final class PlainConsequence implements BiConsumer<Decision, MomentBase> {

    private final Call[] calls;

    private PlainConsequence(List<Call> calls) {
        this.calls = calls.toArray(Call[]::new);
    }

    private enum Method {
        PROPOSE,
        SUPPRESS,
        LEVER,
        CONTEXT,
        PROPENSITY,
        ON,
        BECAUSE
    }

    /** @param number of those that take one; all others take the text */
    private record Call(Method method, String text, double number) {}

    /** @return null when there is anything else in it */
    static @Nullable PlainConsequence of(BlockStmt block) {
        List<Call> calls = new ArrayList<>();
        for (Node statement : block.getStatements()) {
            if (!(statement instanceof ExpressionStmt expression) || !read(expression.getExpression(), calls)) {
                return null;
            }
        }
        return new PlainConsequence(calls);
    }

    private static boolean read(Expression expression, List<Call> calls) {
        if (!(expression instanceof MethodCallExpr call)
                || call.getArguments().size() != 1
                || call.getTypeArguments().isPresent()) {
            return false;
        }
        Expression scope = call.getScope().orElse(null);
        boolean first = scope != null && scope.isNameExpr();
        Call read = call(call.getNameAsString(), call.getArgument(0));
        boolean starts = read != null && (read.method == Method.PROPOSE || read.method == Method.SUPPRESS);
        if (read == null || first != starts) {
            return false;
        }
        if (first ? !scope.asNameExpr().getNameAsString().equals("decision") : !isProposal(scope, calls)) {
            return false;
        }
        calls.add(read);
        return true;
    }

    /** A suppression gives nothing back to call anything on; that is left for the compiler to tell. */
    private static boolean isProposal(@Nullable Expression scope, List<Call> calls) {
        return scope != null && read(scope, calls) && calls.get(calls.size() - 1).method != Method.SUPPRESS;
    }

    private static @Nullable Call call(String name, Expression argument) {
        return switch (name) {
            case "propose", "suppress", "on", "because" ->
                argument instanceof StringLiteralExpr text ? new Call(method(name), text.asString(), 0) : null;
            case "lever", "context", "propensity" -> {
                Double number = number(argument);
                yield number == null ? null : new Call(method(name), "", number);
            }
            default -> null;
        };
    }

    private static Method method(String name) {
        return Method.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Double number(Expression argument) {
        if (argument instanceof IntegerLiteralExpr whole && whole.getValue().matches("0|[1-9][0-9]{0,8}")) {
            return Double.valueOf(whole.getValue());
        }
        // 1.2f is another number than 1.2.
        if (argument instanceof DoubleLiteralExpr decimal && decimal.getValue().matches("[0-9]{1,15}\\.[0-9]{0,15}")) {
            return Double.valueOf(decimal.getValue());
        }
        return null;
    }

    @Override
    public void accept(Decision decision, MomentBase moment) {
        Proposal proposal = null;
        for (Call call : calls) {
            switch (call.method) {
                case PROPOSE -> proposal = decision.propose(call.text);
                case SUPPRESS -> decision.suppress(call.text);
                case LEVER -> proposal.lever(call.number);
                case CONTEXT -> proposal.context(call.number);
                case PROPENSITY -> proposal.propensity(call.number);
                case ON -> proposal.on(call.text);
                case BECAUSE -> proposal.because(call.text);
            }
        }
    }
}
