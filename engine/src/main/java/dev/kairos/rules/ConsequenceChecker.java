package dev.kairos.rules;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.comments.Comment;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import dev.kairos.mistake.Mistakes;
import dev.kairos.mistake.Nearest;
import dev.kairos.rules.Node.Value;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a consequence against the subset of Java that packs may use, and its ids against the catalogue. What it lets
 * through is still compiled, and the compiled code is scanned: see {@link ClassScan}.
 */
final class ConsequenceChecker {

    private static final Set<String> FACT_METHODS = Set.of(
            "insert", "insertLogical", "insertAsync", "update", "modify", "delete", "retract", "bolster", "fetch");

    private final RuleSource rule;
    private final RuleKind kind;
    private final MomentProperties moment;
    private final DecideCalls decideCalls;
    private final TouchpointCalls touchpointCalls;
    private final Mistakes mistakes;
    private final Set<String> names = new HashSet<>();

    private ConsequenceChecker(
            RuleSource rule, RuleKind kind, Map<String, Value> bound, Vocabulary vocabulary, Mistakes mistakes) {
        this.rule = rule;
        this.kind = kind;
        this.moment = vocabulary.moment();
        this.decideCalls = new DecideCalls(vocabulary.catalogue(), this::refuse);
        this.mistakes = mistakes;
        EvidentType types = new EvidentType(bound, rule.momentName(), moment);
        this.touchpointCalls = new TouchpointCalls(vocabulary.schema(), types, this::refuse);
        names.addAll(bound.keySet());
        names.add("decision");
        if (rule.momentName() != null) {
            names.add(rule.momentName().text());
        }
    }

    /**
     * Adds a mistake for all that the rule must not do.
     *
     * @param bound what names stand for
     * @return what was read
     */
    static Result check(
            RuleSource rule, RuleKind kind, Map<String, Value> bound, Vocabulary vocabulary, Mistakes mistakes) {
        return new ConsequenceChecker(rule, kind, bound, vocabulary, mistakes).check();
    }

    /**
     * @param readable if not, only a compiler can say well what is wrong with it
     * @param plain the consequence as data, when it can be had so
     */
    record Result(boolean readable, @Nullable PlainConsequence plain) {}

    private Result check() {
        int escape = rule.then().indexOf("\\u");
        if (escape >= 0) {
            mistakes.add(
                    rule.file(),
                    rule.thenLine() + JavaLines.breaks(rule.then().substring(0, escape)),
                    rule.says("Unicode escapes are not allowed in a consequence"),
                    "write the character itself");
            return new Result(true, null);
        }
        ParserConfiguration java17 =
                new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17);
        ParseResult<BlockStmt> parsed =
                new JavaParser(java17).parseBlock("{" + JavaLines.withLineFeeds(rule.then()) + "\n}");
        if (!parsed.isSuccessful() || parsed.getResult().isEmpty()) {
            return new Result(false, null);
        }
        BlockStmt block = parsed.getResult().get();
        block.findAll(VariableDeclarator.class).forEach(declared -> names.add(declared.getNameAsString()));
        visit(block);
        return new Result(true, kind == RuleKind.DECIDE ? PlainConsequence.of(block) : null);
    }

    private void visit(Node node) {
        if (node instanceof Comment) {
            return;
        }
        String syntax = node.getClass().getSimpleName();
        if (!JavaSubset.allows(syntax)
                || node instanceof ReturnStmt result && result.getExpression().isPresent()) {
            String what = JavaSubset.inWords(syntax);
            refuse(
                    node,
                    "a consequence must not have " + what,
                    "allowed are calls of decision, if, variables and arithmetic");
            return;
        }
        if (node instanceof ClassOrInterfaceType type) {
            type(type);
            return;
        }
        if (node instanceof MethodCallExpr call) {
            call(call);
        } else if (node instanceof FieldAccessExpr field) {
            field(field);
        } else if (node instanceof NameExpr name) {
            name(name);
        } else {
            node.getChildNodes().forEach(this::visit);
        }
    }

    private void refuse(Node node, String message, @Nullable String hint) {
        int line =
                rule.thenLine() + node.getBegin().map(begin -> begin.line - 1).orElse(0);
        mistakes.add(rule.file(), line, rule.says(message), hint);
    }

    private void type(ClassOrInterfaceType type) {
        String name = type.getNameWithScope();
        if (!Allowed.isType(name) && !Allowed.isImportable(name) && !name.equals("Moment")) {
            refuse(type, "a rule must not use " + name, "allowed are " + Allowed.typesInWords());
        }
        type.getTypeArguments().ifPresent(arguments -> arguments.forEach(this::visit));
    }

    private void call(MethodCallExpr call) {
        call.getArguments().forEach(this::visit);
        String method = call.getNameAsString();
        Expression scope = call.getScope().orElse(null);
        if (scope == null) {
            callWithoutScope(call, method);
            return;
        }
        if (!(scope instanceof NameExpr name && Allowed.isType(name.getNameAsString()))) {
            visit(scope);
        }
        if (scope.isNameExpr() && scope.asNameExpr().getNameAsString().equals("decision")) {
            onDecision(call, method);
        } else if (DecideCalls.isProposal(scope)) {
            decideCalls.onProposal(call, method);
        } else if (scope.isNameExpr()
                && isMoment(scope.asNameExpr())
                && !moment.methods().contains(method)) {
            refuse(call, "there is no method '" + method + "' on Moment", Nearest.hint(method, moment.methods()));
        } else if (method.equals("getClass")) {
            refuse(call, "a rule must not call getClass", null);
        }
    }

    private boolean isMoment(NameExpr name) {
        return rule.momentName() != null && rule.momentName().is(name.getNameAsString());
    }

    private void callWithoutScope(MethodCallExpr call, String method) {
        if (FACT_METHODS.contains(method)) {
            refuse(call, "'" + method + "' is not allowed: a rule cannot change what rules match on", sayIt());
        } else {
            String nearest = Nearest.of(method, kind.methods());
            refuse(
                    call,
                    "there is no method '" + method + "'",
                    nearest == null ? "call methods of decision" : "did you mean 'decision." + nearest + "'?");
        }
    }

    private void onDecision(MethodCallExpr call, String method) {
        if (!kind.methods().contains(method)) {
            refuse(call, notOnDecision(method), hintFor(method));
            return;
        }
        if (kind == RuleKind.TOUCHPOINT) {
            touchpointCalls.check(call, method);
        } else {
            decideCalls.onDecision(call, method);
        }
    }

    private String notOnDecision(String method) {
        if (RuleKind.DECIDE.methods().contains(method)) {
            return "'" + method + "' is for rules in decide calls, and this rule names 'event'";
        }
        if (RuleKind.TOUCHPOINT.methods().contains(method)) {
            return "'" + method + "' is for rules on touchpoints, and this rule does not name 'event'";
        }
        return "there is no method '" + method + "' on decision";
    }

    private String hintFor(String method) {
        if (RuleKind.DECIDE.methods().contains(method)) {
            return "remember it with decision.set, and propose in a rule without 'event'";
        }
        if (RuleKind.TOUCHPOINT.methods().contains(method)) {
            return "say on which, as in Moment( event == \"Order Completed\" )";
        }
        return DecideCalls.orAllowed(method, kind.methods());
    }

    private String sayIt() {
        return kind == RuleKind.DECIDE
                ? "say it with decision.propose or decision.suppress"
                : "say it with decision.set, decision.move or decision.act";
    }

    private void field(FieldAccessExpr field) {
        Expression scope = field.getScope();
        if (scope instanceof NameExpr name && isMoment(name)) {
            String property = field.getNameAsString();
            String getter = MomentProperties.getter(property);
            refuse(
                    field,
                    "a consequence reads '" + property + "' by a method",
                    moment.methods().contains(getter)
                            ? "write " + name + "." + getter + "()"
                            : Nearest.hint(property, moment.names()));
        } else if (!(scope instanceof NameExpr name && Allowed.isType(name.getNameAsString()))) {
            refuse(field, "a rule must not use " + field, "allowed are " + Allowed.typesInWords());
        }
    }

    private void name(NameExpr expression) {
        String name = expression.getNameAsString();
        if (names.contains(name)) {
            return;
        }
        if (moment.type(name) != null) {
            refuse(
                    expression,
                    "'" + name + "' is not known here",
                    "give it a name: Moment( $" + name + " : " + name + " )");
        } else if (name.equals("drools") || name.equals("kcontext")) {
            refuse(expression, "a rule must not use " + name, sayIt());
        } else if (Character.isUpperCase(name.charAt(0))) {
            refuse(expression, "a rule must not use " + name, "allowed are " + Allowed.typesInWords());
        } else {
            refuse(expression, "'" + name + "' is not known here", Nearest.hint(name, names));
        }
    }
}
