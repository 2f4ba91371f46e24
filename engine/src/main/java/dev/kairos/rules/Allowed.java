package dev.kairos.rules;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What rules may reach. Everything that is not named here is refused: an allow-list, not a list of known dangers. */
final class Allowed {

    /** The only types that a rule may name, by simple name, and their packages. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("String", "java.lang"),
            Map.entry("Math", "java.lang"),
            Map.entry("Boolean", "java.lang"),
            Map.entry("Integer", "java.lang"),
            Map.entry("Long", "java.lang"),
            Map.entry("Double", "java.lang"),
            Map.entry("List", "java.util"),
            Map.entry("Set", "java.util"),
            Map.entry("Instant", "java.time"),
            Map.entry("Duration", "java.time"));

    private Allowed() {}

    static boolean isType(String simpleName) {
        return TYPES.containsKey(simpleName);
    }

    static Set<String> types() {
        return new TreeSet<>(TYPES.keySet());
    }

    static boolean isImportable(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1);
        String inPackage = TYPES.get(simple);
        return inPackage != null && name.equals(inPackage + "." + simple);
    }

    /** Lines that make them known to the compiler by their simple names. */
    static String imports() {
        StringBuilder all = new StringBuilder();
        TYPES.forEach((simple, in) ->
                all.append("import ").append(in).append('.').append(simple).append("; "));
        return all.toString();
    }

    static String typesInWords() {
        return String.join(", ", types());
    }
}
