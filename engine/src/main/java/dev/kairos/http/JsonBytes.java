package dev.kairos.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON into a byte array that it keeps from answer to answer: for the one answer that is written on every page
 * view. Other documents are Jackson's to write. One thread.
 */
public final class JsonBytes {

    private static final int LARGEST_KEPT = 1 << 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BASE64_URL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[2_048];
    private int length;

    void clear() {
        length = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[2_048];
        }
    }

    /** Holds the document in its first {@link #length} bytes. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Text that is JSON already. */
    JsonBytes raw(byte[] json) {
        return raw(json, json.length);
    }

    JsonBytes raw(byte[] json, int count) {
        reserve(count);
        System.arraycopy(json, 0, bytes, length, count);
        length += count;
        return this;
    }

    JsonBytes raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** A string with its quotes. Printable ASCII, which ids are made of, goes straight through. */
    JsonBytes string(String text) {
        int chars = text.length();
        reserve(chars * 6 + 2);
        byte[] out = bytes;
        int at = length;
        out[at++] = '"';
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c >= 0x7f) {
                return unusual(text);
            }
            if (c >= ' ' && c != '"' && c != '\\') {
                out[at++] = (byte) c;
            } else {
                at = escape(c, out, at);
            }
        }
        out[at++] = '"';
        length = at;
        return this;
    }

    private static int escape(char c, byte[] out, int from) {
        int at = from;
        out[at++] = '\\';
        if (c == '"' || c == '\\') {
            out[at++] = (byte) c;
            return at;
        }
        out[at++] = 'u';
        out[at++] = '0';
        out[at++] = '0';
        out[at++] = HEX[c >> 4];
        out[at++] = HEX[c & 15];
        return at;
    }

    /** With letters beyond ASCII: by way of UTF-8, where lone surrogates become question marks. */
    private JsonBytes unusual(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        reserve(utf8.length * 6 + 2);
        bytes[length++] = '"';
        for (byte b : utf8) {
            if (b < 0 || b >= ' ' && b != '"' && b != '\\') {
                bytes[length++] = b;
            } else {
                length = escape((char) b, bytes, length);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    JsonBytes number(long number) {
        long positive = Math.max(0, number);
        reserve(20);
        length = Reply.appendDigits(bytes, length, positive);
        return this;
    }

    /** A UUID with its quotes, 38 bytes. */
    JsonBytes uuid(long high, long low) {
        reserve(38);
        raw('"');
        hex(high, 60, 8);
        raw('-');
        hex(high, 28, 4);
        raw('-');
        hex(high, 12, 4);
        raw('-');
        hex(low, 60, 4);
        raw('-');
        hex(low, 44, 12);
        return raw('"');
    }

    private void hex(long value, int highestShift, int digits) {
        for (int i = 0; i < digits; i++) {
            bytes[length++] = HEX[(int) (value >>> (highestShift - 4 * i)) & 15];
        }
    }

    /** Bytes as base64url without padding (RFC 4648, section 5), without quotes. */
    JsonBytes base64Url(byte[] source, int offset, int count) {
        reserve(count * 4 / 3 + 4);
        int i = offset;
        int end = offset + count;
        for (; i + 2 < end; i += 3) {
            int three = (source[i] & 0xff) << 16 | (source[i + 1] & 0xff) << 8 | source[i + 2] & 0xff;
            bytes[length++] = BASE64_URL[three >>> 18];
            bytes[length++] = BASE64_URL[three >>> 12 & 63];
            bytes[length++] = BASE64_URL[three >>> 6 & 63];
            bytes[length++] = BASE64_URL[three & 63];
        }
        if (i < end) {
            int rest = (source[i] & 0xff) << 16 | (i + 1 < end ? (source[i + 1] & 0xff) << 8 : 0);
            bytes[length++] = BASE64_URL[rest >>> 18];
            bytes[length++] = BASE64_URL[rest >>> 12 & 63];
            if (i + 1 < end) {
                bytes[length++] = BASE64_URL[rest >>> 6 & 63];
            }
        }
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
