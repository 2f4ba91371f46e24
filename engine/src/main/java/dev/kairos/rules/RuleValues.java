package dev.kairos.rules;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes of what a rule says the values that a profile or another system can take. */
final class RuleValues {

    static final int MAX_ARGUMENTS = 32;
    static final Pattern ARGUMENT = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private RuleValues() {}

    /**
     * The value as its attribute holds it, or null for none.
     *
     * @throws IllegalArgumentException when it cannot
     */
    static @Nullable Object value(Attribute attribute, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        Object fitting = switch (attribute.type()) {
            case KEYWORD -> value instanceof String word ? keyword(attribute, word) : null;
            case KEYWORDS -> value instanceof Collection<?> words ? keywords(attribute, words) : null;
            case TEXT -> value instanceof String text ? text(attribute, text, attribute.maxBytes()) : null;
            case BOOLEAN -> value instanceof Boolean ? value : null;
            case INT -> value instanceof Integer || value instanceof Long ? whole(attribute, (Number) value) : null;
            case LONG -> value instanceof Integer || value instanceof Long ? ((Number) value).longValue() : null;
            case DECIMAL -> value instanceof Number number ? decimal(attribute, number) : null;
            case INSTANT -> value instanceof Instant instant ? millis(instant) : null;
        };
        if (fitting == null) {
            throw new IllegalArgumentException("'" + attribute.name() + "' is "
                    + attribute.type().word() + " and cannot be set to " + shown(value));
        }
        return fitting;
    }

    /** @throws ArithmeticException when it is some 300 million years away */
    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }

    private static String shown(Object value) {
        return value instanceof Collection<?>
                ? "a set"
                : "a " + value.getClass().getSimpleName();
    }

    private static String keyword(Attribute attribute, String word) {
        return text(attribute, word, AttributeType.MAX_KEYWORD_BYTES);
    }

    private static Set<String> keywords(Attribute attribute, Collection<?> words) {
        TreeSet<String> sorted = new TreeSet<>();
        for (Object word : words) {
            if (!(word instanceof String text) || sorted.size() == AttributeType.MAX_KEYWORDS) {
                throw new IllegalArgumentException("'" + attribute.name() + "' takes at most "
                        + AttributeType.MAX_KEYWORDS + " keywords and nothing else");
            }
            sorted.add(keyword(attribute, text));
        }
        return sorted;
    }

    private static String text(Attribute attribute, String text, int maxBytes) {
        if (!isUnicode(text) || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new IllegalArgumentException(
                    "'" + attribute.name() + "' takes a text of at most " + maxBytes + " bytes");
        }
        return text;
    }

    private static Integer whole(Attribute attribute, Number value) {
        if (value.intValue() != value.longValue()) {
            throw new IllegalArgumentException("'" + attribute.name() + "' is int, and " + value + " has over 32 bits");
        }
        return value.intValue();
    }

    private static Double decimal(Attribute attribute, Number value) {
        double decimal = value.doubleValue();
        if (!Double.isFinite(decimal)) {
            throw new IllegalArgumentException("'" + attribute.name() + "' takes finite numbers only");
        }
        return decimal;
    }

    /** Half a surrogate pair has no bytes in UTF-8. */
    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /**
     * Names and values in turn, as a map that is sorted by name.
     *
     * @throws IllegalArgumentException when a name is no name, comes twice or lacks its value, or a value is of no kind
     *     that can be passed on
     */
    static Map<String, Object> arguments(@Nullable Object[] namesAndValues) {
        if (namesAndValues.length % 2 != 0 || namesAndValues.length > 2 * MAX_ARGUMENTS) {
            throw new IllegalArgumentException(
                    "act takes names and values in turn, at most " + MAX_ARGUMENTS + " of each");
        }
        Map<String, Object> arguments = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String name
                    && ARGUMENT.matcher(name).matches())) {
                throw new IllegalArgumentException("the name of an argument has letters and digits, a letter first");
            }
            Object value = namesAndValues[i + 1];
            if (value != null && arguments.put(name, argument(name, value)) != null) {
                throw new IllegalArgumentException("the argument '" + name + "' is given twice");
            }
        }
        return arguments;
    }

    private static Object argument(String name, Object value) {
        if (value instanceof String text && isUnicode(text) && text.length() <= BoundedText.MAX_LENGTH
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Double decimal && Double.isFinite(decimal)) {
            return value;
        }
        if (value instanceof Integer whole) {
            return whole.longValue();
        }
        if (value instanceof Instant instant) {
            return millis(instant);
        }
        if (value instanceof Collection<?> words && words.stream().allMatch(String.class::isInstance)) {
            return List.copyOf(
                    new TreeSet<>(words.stream().map(String.class::cast).toList()));
        }
        throw new IllegalArgumentException("the argument '" + name + "' is " + shown(value) + ", or too long");
    }
}
