package dev.kairos.touchpoint;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Properties as bytes: a count, then each name with its value, a byte that says what it is before it. */
final class PropertiesCodec {

    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int WHOLE = 3;
    private static final int DECIMAL = 4;
    private static final int TEXT = 5;
    private static final int LIST = 6;

    private PropertiesCodec() {}

    static void write(Properties properties, BytesOut out) {
        out.count(properties.size());
        for (int i = 0; i < properties.size(); i++) {
            out.text(properties.name(i));
            write(properties.value(i), out);
        }
    }

    private static void write(@Nullable Object value, BytesOut out) {
        if (value instanceof List<?> list) {
            out.oneByte(LIST);
            out.count(list.size());
            for (Object item : list) {
                writeScalar(item, out);
            }
        } else if (value == null) {
            out.oneByte(NULL);
        } else {
            writeScalar(value, out);
        }
    }

    private static void writeScalar(Object value, BytesOut out) {
        if (value instanceof String text) {
            out.oneByte(TEXT);
            out.text(text);
        } else if (value instanceof Long whole) {
            out.oneByte(WHOLE);
            out.signed(whole);
        } else if (value instanceof Double decimal) {
            out.oneByte(DECIMAL);
            out.fixedLong(Double.doubleToLongBits(decimal));
        } else {
            out.oneByte((Boolean) value ? TRUE : FALSE);
        }
    }

    static Properties read(BytesIn in) {
        int count = in.count();
        if (count == 0) {
            return Properties.NONE;
        }
        String[] names = new String[count];
        @Nullable Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            names[i] = in.name();
            if (i > 0 && names[i].compareTo(names[i - 1]) <= 0) {
                throw new UnreadableTouchpointException("properties that are not in order");
            }
            int tag = in.oneByte();
            values[i] = tag == NULL ? null : tag == LIST ? list(in) : scalar(tag, in);
        }
        return new Properties(names, values);
    }

    private static List<Object> list(BytesIn in) {
        Object[] items = new Object[in.count()];
        for (int i = 0; i < items.length; i++) {
            items[i] = scalar(in.oneByte(), in);
        }
        return List.copyOf(Arrays.asList(items));
    }

    private static Object scalar(int tag, BytesIn in) {
        return switch (tag) {
            case FALSE -> Boolean.FALSE;
            case TRUE -> Boolean.TRUE;
            case WHOLE -> in.signed();
            case DECIMAL -> decimal(in);
            case TEXT -> in.text();
            default -> throw new UnreadableTouchpointException("a value of an unknown kind");
        };
    }

    private static Double decimal(BytesIn in) {
        double value = Double.longBitsToDouble(in.fixedLong());
        if (!Double.isFinite(value)) {
            throw new UnreadableTouchpointException("a number that is not finite");
        }
        return value;
    }
}
