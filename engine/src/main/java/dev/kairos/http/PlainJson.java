package dev.kairos.http;

import java.nio.charset.StandardCharsets;

/**
 * Steps through JSON in its plain form: strings of printable ASCII without escapes, numbers without an exponent that a
 * {@code long} or a {@code double} holds exactly. At anything else, malformed JSON included, it stops for good and says
 * so; somebody else is to read the document then. One event loop, reused.
 */
final class PlainJson {

    /** Up to here every whole number is a double, and so is every power of ten that a fraction is divided by. */
    private static final long MAX_EXACT = 1L << 53;

    private static final int MAX_FRACTION_DIGITS = 15;
    private static final int MAX_DIGITS = 18;
    private static final double[] POWERS_OF_TEN = new double[MAX_FRACTION_DIGITS + 1];

    static {
        double power = 1;
        for (int i = 0; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = power;
            power *= 10;
        }
    }

    private final Words words = new Words();
    private byte[] bytes = {};
    private int at;
    private int end;
    private boolean plain;

    /** Of the string or number read last. */
    private int start;

    private int fractionDigits;

    void begin(byte[] body, int offset, int length) {
        bytes = body;
        at = offset;
        end = offset + length;
        plain = true;
    }

    /** Whether all so far was plain. When not, what was returned since means nothing. */
    boolean isPlain() {
        return plain;
    }

    /** Stops here. */
    void giveUp() {
        plain = false;
        at = end;
    }

    /** The next byte after white space, not yet taken; 0 at the end. */
    int peek() {
        while (at < end) {
            int next = bytes[at];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            at++;
        }
        return 0;
    }

    /** Whether nothing follows but white space. */
    boolean atEnd() {
        peek();
        return at == end;
    }

    /** Takes this byte if it comes next. */
    boolean takes(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char expected) {
        if (!takes(expected)) {
            giveUp();
        }
    }

    /** After a member or an element: true when another follows, false when the container was closed. */
    boolean another(char close) {
        if (takes(',')) {
            return true;
        }
        expect(close);
        return false;
    }

    /** A name and its colon. */
    String name() {
        String name = word(Words.MAX_BYTES);
        expect(':');
        return name;
    }

    /** A string that is likely to come again: the same object as last time, as a rule. */
    String word(int maxChars) {
        int length = skipString();
        if (length == 0 || length > maxChars) {
            giveUp();
            return "";
        }
        return words.get(bytes, start, length);
    }

    /** A string that is likely to be another each time. */
    String text(int maxChars) {
        int length = skipString();
        if (length == 0 || length > maxChars) {
            giveUp();
            return "";
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    /** Takes a string and returns its length. */
    private int skipString() {
        expect('"');
        start = at;
        while (at < end) {
            int c = bytes[at];
            if (c == '"') {
                return at++ - start;
            }
            if (c < ' ' || c == '\\' || c == 0x7f) {
                break;
            }
            at++;
        }
        giveUp();
        return 0;
    }

    boolean bool() {
        boolean value = peek() == 't';
        literal(value ? "true" : "false");
        return value;
    }

    /** Takes null if it comes next. */
    boolean takesNull() {
        if (peek() != 'n') {
            return false;
        }
        literal("null");
        return true;
    }

    private void literal(String word) {
        int length = word.length();
        if (end - at < length) {
            giveUp();
            return;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != word.charAt(i)) {
                giveUp();
                return;
            }
        }
        at += length;
    }

    /** A whole number. */
    long whole() {
        long value = number();
        if (fractionDigits >= 0) {
            giveUp();
        }
        return value;
    }

    /** A number; the quotient of two doubles that are exact is the double nearest to it (Clinger 1990). */
    double decimal() {
        long digits = number();
        if (Math.abs(digits) > MAX_EXACT || fractionDigits > MAX_FRACTION_DIGITS) {
            giveUp();
            return 0;
        }
        return fractionDigits <= 0 ? digits : digits / POWERS_OF_TEN[fractionDigits];
    }

    /** Takes a number and returns its digits without the point, of which {@link #fractionDigits} came after it, or -1. */
    private long number() {
        boolean negative = takes('-');
        fractionDigits = -1;
        start = at;
        long value = digits(0);
        int wholeDigits = at - start;
        boolean leadingZero = wholeDigits > 1 && bytes[start] == '0';
        if (at < end && bytes[at] == '.') {
            at++;
            int from = at;
            value = digits(value);
            fractionDigits = at - from;
        }
        // Minus zero is left to others, as are exponents and whatever else may follow a number.
        if (wholeDigits == 0
                || leadingZero
                || fractionDigits == 0
                || at - start > MAX_DIGITS
                || negative && value == 0
                || !isEndOfNumber()) {
            giveUp();
        }
        return negative ? -value : value;
    }

    private boolean isEndOfNumber() {
        if (at == end) {
            return false;
        }
        int next = bytes[at];
        return next == ',' || next == '}' || next == ']' || next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    private long digits(long before) {
        long value = before;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = 10 * value + bytes[at++] - '0';
        }
        return value;
    }

    /** Takes a string, number, true, false or null. */
    void skipScalar() {
        switch (peek()) {
            case '"' -> skipString();
            case 't', 'f' -> bool();
            case 'n' -> takesNull();
            default -> number();
        }
    }
}
