package dev.kairos.decision;

/** Writes texts as UTF-8 into one array without allocating; a text that does not fit is cut between characters. */
final class Utf8Writer {

    private static final int HIGHEST_ASCII = 0x7F;

    private final byte[] into;
    private boolean cut;

    Utf8Writer(byte[] into) {
        this.into = into;
    }

    static int mostBytes(CharSequence text) {
        return 3 * text.length();
    }

    /** Whether the last text was cut. */
    boolean wasCut() {
        return cut;
    }

    /** @return the index after the last byte written, at most {@code limit} */
    int write(CharSequence text, int from, int limit) {
        int length = text.length();
        int ascii = Math.min(length, limit - from);
        for (int i = 0; i < ascii; i++) {
            char c = text.charAt(i);
            if (c > HIGHEST_ASCII) {
                return writeAny(text, i, from + i, limit);
            }
            into[from + i] = (byte) c;
        }
        cut = ascii < length;
        return from + ascii;
    }

    private int writeAny(CharSequence text, int first, int from, int limit) {
        int at = from;
        for (int i = first; i < text.length(); i++) {
            int point = Character.codePointAt(text, i);
            int size = size(point);
            if (at + size > limit) {
                cut = true;
                return at;
            }
            at = put(point, size, at);
            i += Character.charCount(point) - 1;
        }
        cut = false;
        return at;
    }

    private int put(int point, int size, int at) {
        switch (size) {
            case 1 -> into[at] = (byte) (isLoneSurrogate(point) ? '?' : point);
            case 2 -> {
                into[at] = (byte) (0xC0 | point >> 6);
                into[at + 1] = continuation(point);
            }
            case 3 -> {
                into[at] = (byte) (0xE0 | point >> 12);
                into[at + 1] = continuation(point >> 6);
                into[at + 2] = continuation(point);
            }
            default -> {
                into[at] = (byte) (0xF0 | point >> 18);
                into[at + 1] = continuation(point >> 12);
                into[at + 2] = continuation(point >> 6);
                into[at + 3] = continuation(point);
            }
        }
        return at + size;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }

    private static int size(int point) {
        if (point <= HIGHEST_ASCII || isLoneSurrogate(point)) {
            return 1;
        }
        if (point <= 0x7FF) {
            return 2;
        }
        return point <= 0xFFFF ? 3 : 4;
    }

    private static boolean isLoneSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
