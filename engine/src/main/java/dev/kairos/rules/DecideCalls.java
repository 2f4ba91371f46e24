package dev.kairos.rules;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Group;
import dev.kairos.catalogue.Placement;
import dev.kairos.mistake.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a rule in decide calls says: the ids in it against the catalogue. */
final class DecideCalls {

    private static final Set<String> ON_PROPOSAL = Set.of("lever", "context", "propensity", "on", "because");

    private final Catalogue catalogue;
    private final Refusal refusal;

    DecideCalls(Catalogue catalogue, Refusal refusal) {
        this.catalogue = catalogue;
        this.refusal = refusal;
    }

    /** @param method one of {@link RuleKind#DECIDE}'s */
    void onDecision(MethodCallExpr call, String method) {
        String id = literal(call);
        if (id == null) {
            return;
        }
        List<String> known =
                new ArrayList<>(catalogue.actions().stream().map(Action::id).toList());
        if (method.equals("propose")) {
            if (catalogue.action(id) == null) {
                refusal.refuse(call, "no action '" + id + "' in the catalogue", Nearest.hint(id, known));
            }
        } else if (catalogue.action(id) == null && catalogue.group(id) == null) {
            known.addAll(catalogue.groups().stream().map(Group::id).toList());
            refusal.refuse(call, "no action or group '" + id + "' in the catalogue", Nearest.hint(id, known));
        }
    }

    void onProposal(MethodCallExpr call, String method) {
        if (!ON_PROPOSAL.contains(method)) {
            refusal.refuse(call, "there is no method '" + method + "' on a proposal", orAllowed(method, ON_PROPOSAL));
            return;
        }
        String id = literal(call);
        if (method.equals("on") && id != null && catalogue.placement(id) == null) {
            List<String> known =
                    catalogue.placements().stream().map(Placement::id).toList();
            refusal.refuse(call, "no placement '" + id + "' in the catalogue", Nearest.hint(id, known));
        }
    }

    /** The nearest of what is allowed, or all of it. */
    static String orAllowed(String method, Set<String> allowed) {
        String hint = Nearest.hint(method, allowed);
        return hint != null
                ? hint
                : "allowed are " + String.join(", ", allowed.stream().sorted().toList());
    }

    /** Whether it is a chain of calls that starts with decision.propose(…). */
    static boolean isProposal(Expression expression) {
        if (!(expression instanceof MethodCallExpr call) || call.getScope().isEmpty()) {
            return false;
        }
        Expression scope = call.getScope().get();
        return scope instanceof NameExpr name
                        && name.getNameAsString().equals("decision")
                        && call.getNameAsString().equals("propose")
                || isProposal(scope);
    }

    private static @Nullable String literal(MethodCallExpr call) {
        return call.getArguments().size() == 1 && call.getArgument(0) instanceof StringLiteralExpr text
                ? text.asString()
                : null;
    }
}
