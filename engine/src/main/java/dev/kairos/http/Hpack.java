package dev.kairos.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Header fields as HPACK (RFC 7541) writes them, with neither its table of what was sent before nor Huffman's code. Such
 * bytes mean the same on every connection and at any time: what is constant is made once, and then only copied.
 */
final class Hpack {

    /** To be said first on a connection: the table is not used here, so its size is 0. */
    static final int NO_TABLE = 0x20;

    /** {@code content-length} follows, not to be remembered. */
    static final byte[] CONTENT_LENGTH = {0x0f, 28 - 15};

    private static final int LITERAL = 0x00;
    private static final int NAME_BITS = 4;
    private static final int LENGTH_BITS = 7;
    private static final int STATUS_NAME = 8;
    /** Those of the static table that answers have. */
    private static final Map<String, Integer> KNOWN_NAMES = Map.ofEntries(
            Map.entry("access-control-allow-origin", 20),
            Map.entry("allow", 22),
            Map.entry("cache-control", 24),
            Map.entry("content-disposition", 25),
            Map.entry("content-encoding", 26),
            Map.entry("content-length", 28),
            Map.entry("content-type", 31),
            Map.entry("date", 33),
            Map.entry("etag", 34),
            Map.entry("last-modified", 44),
            Map.entry("location", 46),
            Map.entry("retry-after", 53),
            Map.entry("vary", 59),
            Map.entry("www-authenticate", 61));

    private static final Map<Integer, Integer> KNOWN_STATUS =
            Map.of(200, 0x88, 204, 0x89, 206, 0x8a, 304, 0x8b, 400, 0x8c, 404, 0x8d, 500, 0x8e);

    private Hpack() {}

    /** The field {@code :status}. */
    static byte[] status(int status) {
        Integer known = KNOWN_STATUS.get(status);
        if (known != null) {
            return new byte[] {known.byteValue()};
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        integer(out, LITERAL, NAME_BITS, STATUS_NAME);
        string(out, Integer.toString(status));
        return out.toByteArray();
    }

    /** @param lines header lines of ASCII, names in lower case, each with its line end before it */
    static byte[] fields(String lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < lines.length(); ) {
            int next = lines.indexOf("\r\n", at + 2);
            int end = next < 0 ? lines.length() : next;
            int colon = lines.indexOf(": ", at);
            name(out, lines.substring(at + 2, colon));
            string(out, lines.substring(colon + 2, end));
            at = end;
        }
        return out.toByteArray();
    }

    /** The name of a field, which its value is to follow. */
    static byte[] name(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        name(out, name);
        return out.toByteArray();
    }

    private static void name(ByteArrayOutputStream out, String name) {
        Integer known = KNOWN_NAMES.get(name);
        if (known == null) {
            out.write(LITERAL);
            string(out, name);
        } else {
            integer(out, LITERAL, NAME_BITS, known);
        }
    }

    private static void string(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        integer(out, 0, LENGTH_BITS, bytes.length);
        out.writeBytes(bytes);
    }

    private static void integer(ByteArrayOutputStream out, int flags, int bits, int value) {
        byte[] bytes = new byte[6];
        out.write(bytes, 0, appendInteger(bytes, 0, flags, bits, value));
    }

    /** Writes the length of a value that follows; returns where it ends, at most 6 bytes on. */
    static int appendLength(byte[] into, int at, int length) {
        return appendInteger(into, at, 0, LENGTH_BITS, length);
    }

    private static int appendInteger(byte[] into, int from, int flags, int bits, int value) {
        int most = (1 << bits) - 1;
        if (value < most) {
            into[from] = (byte) (flags | value);
            return from + 1;
        }
        into[from] = (byte) (flags | most);
        int at = from + 1;
        int rest = value - most;
        for (; rest >= 0x80; rest >>>= 7) {
            into[at++] = (byte) (rest & 0x7f | 0x80);
        }
        into[at] = (byte) rest;
        return at + 1;
    }
}
