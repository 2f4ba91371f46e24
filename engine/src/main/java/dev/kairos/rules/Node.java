package dev.kairos.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Part of a condition, already in Java: either a value or a condition that is met or not. */
sealed interface Node {

    int line();

    /**
     * Something to compare.
     *
     * @param java an expression over locals {@code v_NAME}, one for each property, none of them missing
     * @param properties that it reads
     * @param mayThrow whether evaluating it can fail, e.g. by dividing by zero
     * @param literal the value itself when the author wrote it out
     * @param property the property's name when it is nothing but that
     */
    record Value(
            int line,
            ValueType type,
            String java,
            Set<String> properties,
            boolean mayThrow,
            @Nullable Object literal,
            @Nullable String property)
            implements Node {

        static Value literal(int line, ValueType type, String java, @Nullable Object literal) {
            return new Value(line, type, java, Set.of(), false, literal, null);
        }

        static Value property(int line, ValueType type, String name) {
            return new Value(line, type, "v_" + name, Set.of(name), false, null, name);
        }

        static Value computed(int line, ValueType type, String java, List<Value> parts, boolean throwing) {
            Set<String> properties = new LinkedHashSet<>();
            boolean mayThrow = throwing;
            for (Value part : parts) {
                properties.addAll(part.properties);
                mayThrow |= part.mayThrow;
            }
            return new Value(line, type, java, properties, mayThrow, null, null);
        }

        /** How a message calls it. */
        String shown() {
            if (property != null) {
                return "'" + property + "'";
            }
            if (type == ValueType.TEXT && literal != null) {
                return "\"" + literal + "\"";
            }
            return literal != null ? literal.toString() : "this";
        }
    }

    /**
     * Something that is met or not.
     *
     * @param java an expression that calls the methods in {@code methods}, with {@code m} being the moment
     * @param methods complete Java methods, one per comparison
     * @param test what it comes down to when it compares a property with a value that is written out
     * @param conjuncts the parts that must all be met; itself alone when it has none
     */
    record Condition(
            int line,
            String java,
            List<String> methods,
            boolean mayThrow,
            @Nullable Test test,
            List<Condition> conjuncts)
            implements Node {

        @Nullable
        Equality equality() {
            return test instanceof Equality equality ? equality : null;
        }

        List<Condition> flat() {
            return conjuncts.isEmpty() ? List.of(this) : conjuncts;
        }
    }

    /** A comparison that the network makes itself, without calling the Java of the condition. Never of what is missing. */
    sealed interface Test {

        String property();
    }

    /** What the alpha network's hash index can look up. */
    record Equality(String property, Object literal) implements Test {}

    /**
     * A bound on a number.
     *
     * @param atLeast whether it is a lower one
     * @param bound the last number that is met, as {@link NumberOrder} has it
     */
    record Range(String property, boolean atLeast, long bound) implements Test {}
}
