package dev.kairos.touchpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Named values of a touchpoint, flat: what was nested has names with dots, such as {@code cart.total} or
 * {@code products.0.sku}. Sorted by name, each name once. Immutable.
 *
 * <p>A value is a {@link String}, {@link Boolean}, {@link Long}, {@link Double} (finite), a {@link List} of those, or
 * null where null was said.
 */
public final class Properties {

    public static final Properties NONE = new Properties(new String[0], new Object[0]);

    private final String[] names;
    private final @Nullable Object[] values;

    /** @param names sorted, without repeats; both arrays are kept */
    Properties(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** @throws IllegalArgumentException when a value is of another kind than those named above */
    public static Properties of(Map<String, ? extends @Nullable Object> map) {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((name, value) -> sorted.put(whole(name), value));
        if (sorted.isEmpty()) {
            return NONE;
        }
        String[] names = sorted.keySet().toArray(String[]::new);
        @Nullable Object[] values = new Object[names.length];
        Iterator<@Nullable Object> all = sorted.values().iterator();
        for (int i = 0; i < values.length; i++) {
            values[i] = checked(all.next());
        }
        return new Properties(names, values);
    }

    private static @Nullable Object checked(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            List<Object> items = new ArrayList<>(list.size());
            for (Object item : list) {
                items.add(scalar(item));
            }
            return List.copyOf(items);
        }
        return value == null ? null : scalar(value);
    }

    private static Object scalar(Object value) {
        if (value instanceof Integer whole) {
            return whole.longValue();
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new IllegalArgumentException("a number that is not finite");
        }
        if (value instanceof String text) {
            return whole(text);
        }
        if (value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        throw new IllegalArgumentException("a value of " + value.getClass());
    }

    /** Half of a surrogate pair has no UTF-8: names that differ must differ in the journal too, and keep their order. */
    private static String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    public int size() {
        return names.length;
    }

    public boolean isEmpty() {
        return names.length == 0;
    }

    /** @param index in the order of the names */
    public String name(int index) {
        return names[index];
    }

    /** @param index in the order of the names */
    public @Nullable Object value(int index) {
        return values[index];
    }

    /** The value of the name; null when it has none, or null was said. */
    public @Nullable Object get(String name) {
        int index = Arrays.binarySearch(names, name);
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Properties that
                && Arrays.equals(names, that.names)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    /** The names only: values are what a customer said. */
    @Override
    public String toString() {
        return Arrays.toString(names);
    }
}
