package dev.kairos.journey;

import dev.kairos.touchpoint.BytesIn;
import dev.kairos.touchpoint.BytesOut;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Values of attributes as bytes: one that says which Java type it is and is not 0, then the value. */
final class Values {

    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int INT = 3;
    private static final int LONG = 4;
    private static final int DECIMAL = 5;
    private static final int TEXT = 6;
    private static final int INSTANT = 7;
    private static final int WORDS = 8;

    private Values() {}

    static void write(Object value, BytesOut out) {
        if (value instanceof String text) {
            out.oneByte(TEXT);
            out.text(text);
        } else if (value instanceof Boolean yes) {
            out.oneByte(yes ? TRUE : FALSE);
        } else if (value instanceof Integer number) {
            out.oneByte(INT);
            out.signed(number);
        } else if (value instanceof Long number) {
            out.oneByte(LONG);
            out.signed(number);
        } else if (value instanceof Double number) {
            out.oneByte(DECIMAL);
            out.fixedLong(Double.doubleToLongBits(number));
        } else if (value instanceof Instant instant) {
            out.oneByte(INSTANT);
            out.signed(instant.getEpochSecond());
            out.signed(instant.getNano());
        } else {
            writeWords((Set<?>) value, out);
        }
    }

    private static void writeWords(Set<?> words, BytesOut out) {
        out.oneByte(WORDS);
        out.count(words.size());
        for (Object word : new TreeSet<>(words)) {
            out.text((String) word);
        }
    }

    static Object read(BytesIn in) {
        return read(in.oneByte(), in);
    }

    /** @param tag read already */
    static Object read(int tag, BytesIn in) {
        return switch (tag) {
            case FALSE -> Boolean.FALSE;
            case TRUE -> Boolean.TRUE;
            case INT -> whole(in.signed());
            case LONG -> in.signed();
            case DECIMAL -> Double.longBitsToDouble(in.fixedLong());
            // Most are words, of which there are few: those are made once.
            case TEXT -> in.name();
            case INSTANT -> instant(in.signed(), in.signed());
            case WORDS -> words(in);
            default -> throw new IllegalArgumentException("a value of an unknown type");
        };
    }

    private static Integer whole(long value) {
        if (value != (int) value) {
            throw new IllegalArgumentException("an int that is too large");
        }
        return (int) value;
    }

    private static Instant instant(long seconds, long nanos) {
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("an instant out of range", e);
        }
    }

    private static Set<String> words(BytesIn in) {
        int count = in.count();
        Set<String> words = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            words.add(in.name());
        }
        return words;
    }
}
