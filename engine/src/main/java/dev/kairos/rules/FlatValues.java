package dev.kairos.rules;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Lets through lists and sets of plain values only. A list that holds the same list twice, and so on thirty times over,
 * would take a gigabyte to write down and an hour to hash. Public for generated code only, which calls it after every
 * {@code List.of} and {@code Set.of}.
 */
public final class FlatValues {

    private FlatValues() {}

    /** @throws IllegalArgumentException when it holds another list or set */
    public static List<?> flat(List<?> values) {
        requirePlain(values);
        return values;
    }

    /** @throws IllegalArgumentException when it holds another list or set */
    public static Set<?> flat(Set<?> values) {
        requirePlain(values);
        return values;
    }

    private static void requirePlain(Collection<?> values) {
        for (Object value : values) {
            if (value instanceof Collection) {
                throw new IllegalArgumentException("a list or set cannot hold another one");
            }
        }
    }
}
