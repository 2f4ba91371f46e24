package dev.kairos.bulk;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values written as text, as in the cell of a CSV file. Blanks around a value count for nothing, except in text. Stateless.
 */
final class TextValues {

    private static final int MAX_LONG_CHARS = 20;

    /** Between the words of a set. */
    private final char betweenKeywords;

    TextValues(char betweenKeywords) {
        this.betweenKeywords = betweenKeywords;
    }

    /** A value of the attribute's Java type, null when the cell is empty, or an {@link Unfit}. */
    @Nullable
    Object read(Attribute attribute, String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        String text = attribute.type() == AttributeType.TEXT ? cell : cell.strip();
        if (text.isEmpty()) {
            return null;
        }
        return switch (attribute.type()) {
            case KEYWORD, TEXT -> Texts.checked(attribute, text);
            case KEYWORDS -> keywords(attribute, text);
            case BOOLEAN -> bool(text);
            case INT -> whole(text, true);
            case LONG -> whole(text, false);
            case DECIMAL -> decimal(text);
            case INSTANT -> Texts.instant(text);
        };
    }

    /** yes, no, true, false, 1 or 0 in any case. */
    static Object bool(String text) {
        return switch (text.length()) {
            case 1 -> text.equals("1") ? Boolean.TRUE : text.equals("0") ? Boolean.FALSE : noBool(text);
            case 2 -> text.equalsIgnoreCase("no") ? Boolean.FALSE : noBool(text);
            case 3 -> text.equalsIgnoreCase("yes") ? Boolean.TRUE : noBool(text);
            case 4 -> text.equalsIgnoreCase("true") ? Boolean.TRUE : noBool(text);
            case 5 -> text.equalsIgnoreCase("false") ? Boolean.FALSE : noBool(text);
            default -> noBool(text);
        };
    }

    private static Unfit noBool(String text) {
        return Unfit.because(Texts.shown(text) + " is none of yes, no, true, false, 1, 0");
    }

    private static Object whole(String text, boolean as32Bits) {
        if (!isWhole(text)) {
            return Unfit.because(Texts.shown(text) + " is no whole number");
        }
        if (text.length() <= MAX_LONG_CHARS) {
            try {
                long value = Long.parseLong(text);
                if (!as32Bits) {
                    return value;
                }
                if (value == (int) value) {
                    return (int) value;
                }
            } catch (NumberFormatException tooLarge) {
                return tooLarge(text, as32Bits);
            }
        }
        return tooLarge(text, as32Bits);
    }

    static Unfit tooLarge(String text, boolean as32Bits) {
        return as32Bits
                ? new Unfit(Texts.shown(text) + " does not fit into 32 bits", "declare the attribute as long")
                : Unfit.because(Texts.shown(text) + " does not fit into 64 bits");
    }

    private static boolean isWhole(String text) {
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > start;
    }

    private static Object decimal(String text) {
        if (!isDecimal(text)) {
            return new Unfit(
                    Texts.shown(text) + " is no number",
                    text.matches("[-+]?[0-9.]+,[0-9]+") ? "write the decimal point as a point" : null);
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? (Object) value : Unfit.because(Texts.shown(text) + " is too large");
        } catch (NumberFormatException e) {
            return Unfit.because(Texts.shown(text) + " is no number");
        }
    }

    /** Keeps out what Java reads as a number and nobody else does: NaN, 1d, 0x1p3. */
    private static boolean isDecimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return true;
    }

    private Object keywords(Attribute attribute, String text) {
        Set<String> words = new LinkedHashSet<>();
        for (int start = 0; start <= text.length(); ) {
            int end = text.indexOf(betweenKeywords, start);
            end = end < 0 ? text.length() : end;
            String word = text.substring(start, end).strip();
            if (!word.isEmpty()) {
                Object checked = Texts.checked(attribute, word);
                if (checked instanceof Unfit) {
                    return checked;
                }
                words.add(word);
            }
            start = end + 1;
        }
        return words.size() <= AttributeType.MAX_KEYWORDS ? words : tooMany(words.size());
    }

    static Unfit tooMany(int words) {
        return Unfit.because("has " + words + " keywords, and at most " + AttributeType.MAX_KEYWORDS + " are stored");
    }
}
