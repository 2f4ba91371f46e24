package dev.kairos.rules;

import java.util.regex.Pattern;

/**
 * Regular expressions that cannot run away: some take time exponential in the text's length, and a rule must not hold
 * an event loop. Thread-safe. Public for generated code only.
 */
public final class BoundedMatch {

    /** Far more than any sensible expression needs for a text of 256 bytes; about 0.2 ms. */
    static final int MAX_STEPS = 20_000;

    private BoundedMatch() {}

    /** @throws IllegalStateException when it takes more than {@link #MAX_STEPS} looks at a character */
    public static boolean matches(Pattern expression, String text) {
        return expression
                .matcher(new Counted(text, 0, text.length(), new int[] {MAX_STEPS}))
                .matches();
    }

    private record Counted(String text, int from, int to, int[] left) implements CharSequence {

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            if (left[0]-- <= 0) {
                throw new IllegalStateException("a regular expression takes too long on this text");
            }
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text, from + start, from + end, left);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
