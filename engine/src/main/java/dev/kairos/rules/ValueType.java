package dev.kairos.rules;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What a value in a condition is, to an author and in the Java that is generated. */
enum ValueType {
    TEXT("a text", "String"),
    WHOLE("a whole number", "long"),
    DECIMAL("a decimal number", "double"),
    BOOLEAN("true or false", "boolean"),
    INSTANT("an instant", "java.time.Instant"),
    SET("a set", "java.util.Collection<?>"),
    NULL("null", "Object");

    private final String words;
    private final String java;

    ValueType(String words, String java) {
        this.words = words;
        this.java = java;
    }

    String words() {
        return words;
    }

    /** The type of a local variable that holds it once it is known not to be missing. */
    String java() {
        return java;
    }

    boolean isNumber() {
        return this == WHOLE || this == DECIMAL;
    }

    static @Nullable ValueType of(Class<?> type) {
        if (type == String.class) {
            return TEXT;
        }
        if (type == Integer.class || type == Long.class) {
            return WHOLE;
        }
        if (type == Double.class) {
            return DECIMAL;
        }
        if (type == Boolean.class) {
            return BOOLEAN;
        }
        if (type == Instant.class) {
            return INSTANT;
        }
        return Collection.class.isAssignableFrom(type) ? SET : null;
    }
}
