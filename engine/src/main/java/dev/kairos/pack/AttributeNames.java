package dev.kairos.pack;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which names an attribute may have: it becomes a property of a Java class and a word in rules. */
final class AttributeNames {

    private static final int MAX_CHARS = 64;
    private static final Pattern PATTERN = Pattern.compile("[a-z]([a-z0-9][a-zA-Z0-9]*)?");

    /** Words of Java, and those of DRL that mean something within or around a pattern. */
    private static final Set<String> KEYWORDS = Set.of(
            ("abstract assert boolean break byte case catch char class const continue default do double else enum "
                            + "extends false final finally float for goto if implements import instanceof int "
                            + "interface long native new null package private protected public return short static "
                            + "strictfp super switch synchronized this throw throws transient true try var void "
                            + "volatile while yield "
                            + "accumulate and collect contains end eval excludes exists forall from in matches "
                            + "memberOf not or over rule soundslike str then when")
                    .split(" "));

    private AttributeNames() {}

    /** What is wrong with the name, or null. */
    static @Nullable String problem(String name) {
        if (KEYWORDS.contains(name)) {
            return "'" + name + "' is a word of the rule language";
        }
        return name.length() <= MAX_CHARS && PATTERN.matcher(name).matches()
                ? null
                : "'" + name + "' cannot be the name of an attribute";
    }

    /** A name that would do, made of the given one. */
    static String suggestion(String name) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (char c : name.toCharArray()) {
            boolean fits = c < 128 && Character.isLetterOrDigit(c);
            if (!fits || camel.isEmpty() && Character.isDigit(c)) {
                upper = !camel.isEmpty();
            } else if (camel.length() < 2) {
                camel.append(Character.toLowerCase(c));
                upper = false;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        if (KEYWORDS.contains(camel.toString())) {
            camel.setCharAt(0, Character.toUpperCase(camel.charAt(0)));
            camel.insert(0, "has");
        }
        return camel.isEmpty() ? "myAttribute" : camel.substring(0, Math.min(MAX_CHARS, camel.length()));
    }

    /** A line that declares it under a name that would do, and still reads the same column. */
    static String hint(String name, String type) {
        return "write '" + suggestion(name) + ": {type: " + type + ", from: " + name + "}', in lowerCamelCase";
    }
}
