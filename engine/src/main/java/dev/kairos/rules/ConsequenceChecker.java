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
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import dev.kairos.catalogue.Action;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Group;
import dev.kairos.catalogue.Placement;
import dev.kairos.mistake.Mistakes;
import dev.kairos.mistake.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a consequence against the subset of Java that packs may use, and its ids against the catalogue. What it lets
 * through is still compiled, and the compiled code is scanned: see {@link ClassScan}.
 */
final class ConsequenceChecker {

    /** Statements and expressions without which no rule can be written; everything else is refused. */
    private static final Set<String> SYNTAX = Set.of(
            "BlockStmt",
            "ExpressionStmt",
            "EmptyStmt",
            "IfStmt",
            "ReturnStmt",
            "MethodCallExpr",
            "NameExpr",
            "SimpleName",
            "Name",
            "StringLiteralExpr",
            "IntegerLiteralExpr",
            "LongLiteralExpr",
            "DoubleLiteralExpr",
            "BooleanLiteralExpr",
            "NullLiteralExpr",
            "CharLiteralExpr",
            "BinaryExpr",
            "UnaryExpr",
            "EnclosedExpr",
            "ConditionalExpr",
            "AssignExpr",
            "CastExpr",
            "FieldAccessExpr",
            "VariableDeclarationExpr",
            "VariableDeclarator",
            "Modifier",
            "PrimitiveType",
            "ClassOrInterfaceType",
            "VarType");

    private static final Map<String, String> IN_WORDS = Map.ofEntries(
            Map.entry("WhileStmt", "a loop"),
            Map.entry("DoStmt", "a loop"),
            Map.entry("ForStmt", "a loop"),
            Map.entry("ForEachStmt", "a loop"),
            Map.entry("TryStmt", "try"),
            Map.entry("ThrowStmt", "throw"),
            Map.entry("SwitchStmt", "switch"),
            Map.entry("SwitchExpr", "switch"),
            Map.entry("SynchronizedStmt", "synchronized"),
            Map.entry("LocalClassDeclarationStmt", "a class"),
            Map.entry("LocalRecordDeclarationStmt", "a record"),
            Map.entry("ObjectCreationExpr", "new"),
            Map.entry("ArrayCreationExpr", "an array"),
            Map.entry("ArrayInitializerExpr", "an array"),
            Map.entry("ArrayAccessExpr", "an array"),
            Map.entry("ArrayType", "an array"),
            Map.entry("LambdaExpr", "a lambda"),
            Map.entry("MethodReferenceExpr", "a method reference"),
            Map.entry("ClassExpr", "a class literal"),
            Map.entry("ThisExpr", "this"),
            Map.entry("SuperExpr", "super"),
            Map.entry("InstanceOfExpr", "instanceof"),
            Map.entry("TextBlockLiteralExpr", "a text block"));

    private static final Set<String> FACT_METHODS = Set.of(
            "insert", "insertLogical", "insertAsync", "update", "modify", "delete", "retract", "bolster", "fetch");

    private static final Set<String> ON_DECISION = Set.of("propose", "suppress");
    private static final Set<String> ON_PROPOSAL = Set.of("lever", "context", "propensity", "on", "because");

    private final RuleSource rule;
    private final MomentProperties moment;
    private final Catalogue catalogue;
    private final Mistakes mistakes;
    private final Set<String> names = new HashSet<>();

    private ConsequenceChecker(
            RuleSource rule, Set<String> bound, MomentProperties moment, Catalogue catalogue, Mistakes mistakes) {
        this.rule = rule;
        this.moment = moment;
        this.catalogue = catalogue;
        this.mistakes = mistakes;
        names.addAll(bound);
        names.add("decision");
        if (rule.momentName() != null) {
            names.add(rule.momentName().text());
        }
    }

    /** @return whether it could be read; if not, only a compiler can say well what is wrong with it */
    static boolean check(
            RuleSource rule, Set<String> bound, MomentProperties moment, Catalogue catalogue, Mistakes mistakes) {
        return new ConsequenceChecker(rule, bound, moment, catalogue, mistakes).check();
    }

    private boolean check() {
        int escape = rule.then().indexOf("\\u");
        if (escape >= 0) {
            mistakes.add(
                    rule.file(),
                    rule.thenLine() + JavaLines.breaks(rule.then().substring(0, escape)),
                    rule.says("Unicode escapes are not allowed in a consequence"),
                    "write the character itself");
            return true;
        }
        ParserConfiguration java17 =
                new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17);
        ParseResult<BlockStmt> parsed =
                new JavaParser(java17).parseBlock("{" + JavaLines.withLineFeeds(rule.then()) + "\n}");
        if (!parsed.isSuccessful() || parsed.getResult().isEmpty()) {
            return false;
        }
        BlockStmt block = parsed.getResult().get();
        block.findAll(VariableDeclarator.class).forEach(declared -> names.add(declared.getNameAsString()));
        visit(block);
        return true;
    }

    private void visit(Node node) {
        if (node instanceof Comment) {
            return;
        }
        String kind = node.getClass().getSimpleName();
        if (!SYNTAX.contains(kind)
                || node instanceof ReturnStmt result && result.getExpression().isPresent()) {
            String what = IN_WORDS.getOrDefault(kind, "this kind of statement or expression");
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
        } else if (isProposal(scope)) {
            onProposal(call, method);
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
            refuse(
                    call,
                    "'" + method + "' is not allowed: a rule cannot change what rules match on",
                    "say it with decision.propose or decision.suppress");
        } else {
            String nearest = Nearest.of(method, ON_DECISION);
            refuse(
                    call,
                    "there is no method '" + method + "'",
                    nearest == null ? "call methods of decision" : "did you mean 'decision." + nearest + "'?");
        }
    }

    private void onDecision(MethodCallExpr call, String method) {
        if (!ON_DECISION.contains(method)) {
            refuse(
                    call,
                    "there is no method '" + method + "' on decision",
                    orAllowed(Nearest.hint(method, ON_DECISION), ON_DECISION));
            return;
        }
        String id = literal(call);
        if (id == null) {
            return;
        }
        List<String> known =
                new ArrayList<>(catalogue.actions().stream().map(Action::id).toList());
        if (method.equals("propose")) {
            if (catalogue.action(id) == null) {
                refuse(call, "no action '" + id + "' in the catalogue", Nearest.hint(id, known));
            }
        } else if (catalogue.action(id) == null && catalogue.group(id) == null) {
            known.addAll(catalogue.groups().stream().map(Group::id).toList());
            refuse(call, "no action or group '" + id + "' in the catalogue", Nearest.hint(id, known));
        }
    }

    private void onProposal(MethodCallExpr call, String method) {
        if (!ON_PROPOSAL.contains(method)) {
            refuse(
                    call,
                    "there is no method '" + method + "' on a proposal",
                    orAllowed(Nearest.hint(method, ON_PROPOSAL), ON_PROPOSAL));
            return;
        }
        String id = literal(call);
        if (method.equals("on") && id != null && catalogue.placement(id) == null) {
            List<String> known =
                    catalogue.placements().stream().map(Placement::id).toList();
            refuse(call, "no placement '" + id + "' in the catalogue", Nearest.hint(id, known));
        }
    }

    private static String orAllowed(@Nullable String hint, Set<String> allowed) {
        return hint != null
                ? hint
                : "allowed are " + String.join(", ", allowed.stream().sorted().toList());
    }

    /** Whether it is a chain of calls that starts with decision.propose(…). */
    private static boolean isProposal(Expression expression) {
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
            refuse(expression, "a rule must not use " + name, "say it with decision.propose or decision.suppress");
        } else if (Character.isUpperCase(name.charAt(0))) {
            refuse(expression, "a rule must not use " + name, "allowed are " + Allowed.typesInWords());
        } else {
            refuse(expression, "'" + name + "' is not known here", Nearest.hint(name, names));
        }
    }
}
