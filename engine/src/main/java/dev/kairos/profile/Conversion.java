package dev.kairos.profile;

import dev.kairos.schema.AttributeType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of an attribute's type keep its values: those that lose nothing. Any other is made by exporting the
 * profiles, converting, and loading them under a new name.
 */
final class Conversion {

    private static final Set<AttributeType> WORDY =
            EnumSet.of(AttributeType.KEYWORD, AttributeType.KEYWORDS, AttributeType.TEXT);

    private Conversion() {}

    /** Any single value to text, keyword or a set of one keyword; int to long to decimal. */
    static boolean isPossible(AttributeType from, AttributeType to) {
        if (from == AttributeType.KEYWORDS) {
            return false;
        }
        return switch (to) {
            case TEXT, KEYWORD, KEYWORDS -> true;
            case LONG -> from == AttributeType.INT;
            case DECIMAL -> from == AttributeType.INT || from == AttributeType.LONG;
            case BOOLEAN, INT, INSTANT -> false;
        };
    }

    /** The value as one of the wanted type; null (missing) where it cannot be one. */
    static @Nullable Object convert(Object value, AttributeType to, Dictionary dictionary) {
        if (WORDY.contains(to)) {
            return toWords(value.toString(), to, dictionary);
        }
        Number number = (Number) value;
        return to == AttributeType.LONG ? (Object) number.longValue() : (Object) number.doubleValue();
    }

    private static @Nullable Object toWords(String text, AttributeType to, Dictionary dictionary) {
        if (to == AttributeType.TEXT) {
            return text;
        }
        if (text.isEmpty() || text.length() > Utf8.MAX_WORD_BYTES || Utf8.encode(text).length > Utf8.MAX_WORD_BYTES) {
            return null;
        }
        String word = dictionary.canonical(text);
        return to == AttributeType.KEYWORD ? word : Set.of(word);
    }
}
