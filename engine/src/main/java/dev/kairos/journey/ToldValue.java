package dev.kairos.journey;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a touchpoint says, as a value of an attribute's type. Senders are not typed by the schema, so what means the same
 * is taken: whole numbers for decimals, numbers and booleans in quotes, a number for a text, one word for a set.
 */
final class ToldValue {

    private static final int LONGEST_NUMBER = 32;

    private ToldValue() {}

    /** Null when it is none, or too long. */
    static @Nullable Object of(Object said, Attribute attribute) {
        return switch (attribute.type()) {
            case KEYWORD -> text(said, AttributeType.MAX_KEYWORD_BYTES);
            case TEXT -> text(said, attribute.maxBytes());
            case KEYWORDS -> words(said);
            case BOOLEAN -> bool(said);
            case INT, LONG -> whole(said, attribute.type());
            case DECIMAL -> decimal(said);
            case INSTANT -> said instanceof String text ? instant(text) : null;
        };
    }

    private static @Nullable String text(Object said, int maxBytes) {
        if (said instanceof List) {
            return null;
        }
        String text = said.toString();
        boolean fits = 3L * text.length() <= maxBytes || text.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
        return fits && !text.isEmpty() ? text : null;
    }

    private static @Nullable Set<String> words(Object said) {
        List<?> all = said instanceof List<?> list ? list : List.of(said);
        Set<String> words = new TreeSet<>();
        for (Object one : all) {
            String word = text(one, AttributeType.MAX_KEYWORD_BYTES);
            if (word == null || words.size() == AttributeType.MAX_KEYWORDS) {
                return null;
            }
            words.add(word);
        }
        return words;
    }

    private static @Nullable Boolean bool(Object said) {
        if (said instanceof Boolean yes) {
            return yes;
        }
        return "true".equals(said) ? Boolean.TRUE : "false".equals(said) ? Boolean.FALSE : null;
    }

    private static @Nullable Object whole(Object said, AttributeType type) {
        Long value = null;
        if (said instanceof Long number) {
            value = number;
        } else {
            Double number = decimal(said);
            if (number != null && number == Math.rint(number) && Math.abs(number) < 1L << 53) {
                value = number.longValue();
            }
        }
        if (value == null || type == AttributeType.LONG) {
            return value;
        }
        return value == value.intValue() ? (Object) value.intValue() : null;
    }

    private static @Nullable Double decimal(Object said) {
        if (said instanceof Double number) {
            return number;
        }
        if (said instanceof Long number) {
            return number.doubleValue();
        }
        return said instanceof String text ? number(text) : null;
    }

    private static @Nullable Double number(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NUMBER || !isNumeric(text)) {
            return null;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? (Double) value : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** Only digits, signs, a point and an exponent: Java takes "1d" and hexadecimals for numbers as well. */
    private static boolean isNumeric(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Instant instant(String text) {
        try {
            Instant instant = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
            return Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeException | ArithmeticException notATime) {
            return null;
        }
    }
}
