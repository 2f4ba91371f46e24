package dev.kairos.client;

import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.UUID;

/** Maps, lists and plain values as JSON. For one thread. */
final class JsonWriter {

    /** As deep as the server reads properties; also ends what contains itself. */
    static final int MAX_DEPTH = 20;

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(256);
    private int depth;

    private JsonWriter() {}

    /**
     * @param value of maps, iterables, arrays, strings, numbers, booleans, enums, times and UUIDs
     * @throws IllegalArgumentException with anything else in it, or when it is nested too deep
     */
    static String write(Object value) {
        JsonWriter writer = new JsonWriter();
        writer.value(value);
        return writer.out.toString();
    }

    private void value(Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof CharSequence || value instanceof Character) {
            string(value.toString());
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Iterable<?> elements) {
            array(elements);
        } else if (value instanceof Object[] elements) {
            array(java.util.Arrays.asList(elements));
        } else if (value instanceof Enum<?> constant) {
            string(constant.name());
        } else if (value instanceof TemporalAccessor || value instanceof UUID) {
            string(value.toString());
        } else {
            throw new IllegalArgumentException(
                    "JSON has no form for a " + value.getClass().getName());
        }
    }

    /** JSON has no infinities; they are no value. */
    private void number(Number number) {
        double asDouble = number.doubleValue();
        out.append(Double.isFinite(asDouble) ? number.toString() : "null");
    }

    private void object(Map<?, ?> map) {
        enter('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            separate(first);
            first = false;
            string(String.valueOf(member.getKey()));
            out.append(':');
            value(member.getValue());
        }
        leave('}');
    }

    private void array(Iterable<?> elements) {
        enter('[');
        boolean first = true;
        for (Object element : elements) {
            separate(first);
            first = false;
            value(element);
        }
        leave(']');
    }

    private void enter(char bracket) {
        Checks.that(++depth <= MAX_DEPTH, "nested more than " + MAX_DEPTH + " deep");
        out.append(bracket);
    }

    private void leave(char bracket) {
        depth--;
        out.append(bracket);
    }

    private void separate(boolean first) {
        if (!first) {
            out.append(',');
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
