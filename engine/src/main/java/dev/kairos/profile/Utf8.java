package dev.kairos.profile;

import java.nio.charset.StandardCharsets;

/** Ids as bytes, without garbage: ids are nearly always ASCII and short. */
final class Utf8 {

    static final int MAX_ID_BYTES = 256;
    /** Of a keyword, and of a purpose's or an action's name. */
    static final int MAX_WORD_BYTES = 256;

    private Utf8() {}

    /** The number of bytes, or -1 when the text has half of a surrogate pair and so no UTF-8 form. */
    static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (isPair(text, i)) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }

    /** Writes the id and returns its length in bytes, or -1 when it is no id: empty, too long, not valid Unicode. */
    static int encodeId(String id, byte[] into, int offset) {
        int length = id.length();
        if (length == 0 || length > MAX_ID_BYTES) {
            return -1;
        }
        for (int i = 0; i < length; i++) {
            char c = id.charAt(i);
            if (c >= 0x80) {
                return encodeWideId(id, into, offset);
            }
            into[offset + i] = (byte) c;
        }
        return length;
    }

    private static int encodeWideId(String id, byte[] into, int offset) {
        int length = length(id);
        if (length < 0 || length > MAX_ID_BYTES) {
            return -1;
        }
        int at = offset;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < 0x80) {
                into[at++] = (byte) c;
            } else if (c < 0x800) {
                into[at++] = (byte) (0xC0 | c >> 6);
                into[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                into[at++] = (byte) (0xE0 | c >> 12);
                into[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                into[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                int point = Character.toCodePoint(c, id.charAt(++i));
                into[at++] = (byte) (0xF0 | point >> 18);
                into[at++] = (byte) (0x80 | point >> 12 & 0x3F);
                into[at++] = (byte) (0x80 | point >> 6 & 0x3F);
                into[at++] = (byte) (0x80 | point & 0x3F);
            }
        }
        return length;
    }

    static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    static String decode(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
