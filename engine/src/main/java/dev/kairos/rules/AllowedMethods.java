package dev.kairos.rules;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The methods that compiled consequences may call, by the class file's name of their type. */
final class AllowedMethods {

    private static final Map<String, Set<String>> METHODS = Map.ofEntries(
            Map.entry("dev/kairos/rules/Decision", RuleKind.DECIDE.methods()),
            Map.entry("dev/kairos/rules/Reaction", RuleKind.TOUCHPOINT.methods()),
            Map.entry("dev/kairos/arbitration/Proposal", Set.of("lever", "context", "propensity", "on", "because")),
            Map.entry(
                    "java/lang/String",
                    Set.of(
                            "length",
                            "isEmpty",
                            "isBlank",
                            "equals",
                            "equalsIgnoreCase",
                            "compareTo",
                            "startsWith",
                            "endsWith",
                            "contains",
                            "indexOf",
                            "substring",
                            "trim",
                            "strip",
                            "toLowerCase",
                            "toUpperCase",
                            "charAt",
                            "valueOf",
                            "hashCode",
                            "toString")),
            Map.entry(
                    "java/lang/Math",
                    Set.of(
                            "abs",
                            "min",
                            "max",
                            "round",
                            "floor",
                            "ceil",
                            "pow",
                            "sqrt",
                            "cbrt",
                            "log",
                            "log10",
                            "log1p",
                            "exp",
                            "expm1",
                            "signum",
                            "floorDiv",
                            "floorMod",
                            "tanh")),
            Map.entry("java/lang/Boolean", boxed("booleanValue", "parseBoolean")),
            Map.entry("java/lang/Integer", boxed("parseInt")),
            Map.entry("java/lang/Long", boxed("parseLong")),
            Map.entry("java/lang/Double", boxed("parseDouble", "isNaN", "isInfinite", "isFinite")),
            Map.entry("java/lang/Object", Set.of("equals", "hashCode", "toString")),
            Map.entry("java/util/Collection", Set.of("contains", "size", "isEmpty")),
            Map.entry("java/util/Set", Set.of("contains", "size", "isEmpty", "of")),
            Map.entry("java/util/List", Set.of("contains", "size", "isEmpty", "of", "get")),
            Map.entry(
                    "java/time/Instant",
                    Set.of(
                            "isBefore",
                            "isAfter",
                            "equals",
                            "compareTo",
                            "plus",
                            "minus",
                            "plusSeconds",
                            "minusSeconds",
                            "toEpochMilli",
                            "getEpochSecond",
                            "parse",
                            "toString")),
            Map.entry(
                    "java/time/Duration",
                    Set.of(
                            "between",
                            "ofDays",
                            "ofHours",
                            "ofMinutes",
                            "ofSeconds",
                            "toDays",
                            "toHours",
                            "toMinutes",
                            "getSeconds",
                            "compareTo",
                            "equals",
                            "isNegative",
                            "isZero",
                            "toString")));

    private AllowedMethods() {}

    static boolean areOf(String type) {
        return METHODS.containsKey(type);
    }

    static boolean has(String type, String method) {
        return METHODS.getOrDefault(type, Set.of()).contains(method);
    }

    private static Set<String> boxed(String... own) {
        Set<String> all = new HashSet<>(Set.of(
                "valueOf",
                "intValue",
                "longValue",
                "doubleValue",
                "compareTo",
                "compare",
                "equals",
                "hashCode",
                "toString",
                "min",
                "max"));
        all.addAll(Set.of(own));
        return all;
    }
}
