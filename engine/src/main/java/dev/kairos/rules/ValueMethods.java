package dev.kairos.rules;

import static dev.kairos.rules.ValueType.BOOLEAN;
import static dev.kairos.rules.ValueType.INSTANT;
import static dev.kairos.rules.ValueType.SET;
import static dev.kairos.rules.ValueType.TEXT;
import static dev.kairos.rules.ValueType.WHOLE;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The methods that a condition may call on a value; none of them can change it, take long or grow without bound. */
final class ValueMethods {

    record Callable(ValueType on, String name, List<ValueType> takes, ValueType gives, String java, boolean mayThrow) {}

    private static final List<Callable> ALL = List.of(
            plain(TEXT, "length", WHOLE),
            plain(TEXT, "isEmpty", BOOLEAN),
            plain(TEXT, "isBlank", BOOLEAN),
            plain(TEXT, "startsWith", BOOLEAN, TEXT),
            plain(TEXT, "endsWith", BOOLEAN, TEXT),
            plain(TEXT, "contains", BOOLEAN, TEXT),
            plain(TEXT, "equals", BOOLEAN, TEXT),
            plain(TEXT, "equalsIgnoreCase", BOOLEAN, TEXT),
            plain(TEXT, "compareTo", WHOLE, TEXT),
            plain(TEXT, "indexOf", WHOLE, TEXT),
            plain(TEXT, "trim", TEXT),
            plain(TEXT, "strip", TEXT),
            new Callable(TEXT, "toLowerCase", List.of(), TEXT, "%s.toLowerCase(java.util.Locale.ROOT)", false),
            new Callable(TEXT, "toUpperCase", List.of(), TEXT, "%s.toUpperCase(java.util.Locale.ROOT)", false),
            new Callable(TEXT, "substring", List.of(WHOLE), TEXT, "%s.substring((int) %s)", true),
            new Callable(TEXT, "substring", List.of(WHOLE, WHOLE), TEXT, "%s.substring((int) %s, (int) %s)", true),
            plain(SET, "size", WHOLE),
            plain(SET, "isEmpty", BOOLEAN),
            plain(SET, "contains", BOOLEAN, TEXT),
            plain(INSTANT, "isBefore", BOOLEAN, INSTANT),
            plain(INSTANT, "isAfter", BOOLEAN, INSTANT),
            plain(INSTANT, "equals", BOOLEAN, INSTANT));

    private ValueMethods() {}

    private static Callable plain(ValueType on, String name, ValueType gives, ValueType... takes) {
        String java = "%s." + name + "(" + ", %s".repeat(takes.length).replaceFirst("^, ", "") + ")";
        return new Callable(on, name, List.of(takes), gives, java, false);
    }

    static @Nullable Callable find(ValueType on, String name, List<ValueType> given) {
        for (Callable method : ALL) {
            if (method.on == on && method.name.equals(name) && method.takes.equals(given)) {
                return method;
            }
        }
        return null;
    }

    static Set<String> names(ValueType on) {
        Set<String> names = new TreeSet<>();
        ALL.stream().filter(method -> method.on == on).forEach(method -> names.add(method.name));
        return names;
    }
}
