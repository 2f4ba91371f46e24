package dev.kairos.rules;

import java.util.Map;
import java.util.Set;

/** How much of Java a consequence may use, by the parser's names for kinds of syntax. */
final class JavaSubset {

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

    private JavaSubset() {}

    static boolean allows(String kind) {
        return SYNTAX.contains(kind);
    }

    /** What an author calls something that is not allowed. */
    static String inWords(String kind) {
        return IN_WORDS.getOrDefault(kind, "this kind of statement or expression");
    }
}
