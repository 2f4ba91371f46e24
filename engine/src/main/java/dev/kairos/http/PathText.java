package dev.kairos.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes request targets apart. */
final class PathText {

    /** Longest parameter, in bytes of UTF-8. */
    static final int LONGEST_PARAMETER = 512;

    private static final Problem BAD_ESCAPE = Problem.unreadable("The path has a % that is not an escape.");
    private static final Problem NOT_UTF8 = Problem.unreadable("The path is not UTF-8 once its escapes are decoded.");
    private static final Problem CONTROL = Problem.unreadable("The path has a control character.");
    private static final Problem TOO_LONG =
            Problem.of(ProblemType.PATH_TOO_LONG, "An id in a path has at most " + LONGEST_PARAMETER + " bytes.");
    private static final Problem DOTS = Problem.notFound("'.' and '..' are no ids.");

    private static final String[] NO_PAIRS = {};

    private PathText() {}

    /** The path of a request target, in origin or absolute form, as it is written. */
    static String path(String target) {
        int start = pathStart(target);
        int query = target.indexOf('?', start);
        int end = query < 0 ? target.length() : query;
        return start == end ? "/" : target.substring(start, end);
    }

    /** What follows the {@code ?}, or "". */
    static String query(String target) {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /** A parameter of a query, decoded; null when it is not there. @throws Problem as {@link #decode} does */
    static @Nullable String parameter(String query, String name) {
        for (String pair : query.isEmpty() ? NO_PAIRS : query.split("&")) {
            if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
                return decode(pair.substring(name.length() + 1));
            }
        }
        return null;
    }

    private static int pathStart(String target) {
        if (target.startsWith("/")) {
            return 0;
        }
        int scheme = target.indexOf("://");
        if (scheme < 0) {
            return 0;
        }
        int slash = target.indexOf('/', scheme + 3);
        return slash < 0 ? target.length() : slash;
    }

    /**
     * Decodes the escapes of one segment. An escaped slash is part of the id.
     *
     * @throws Problem 400 when it cannot be decoded, 404 for dot segments, 414 when it is too long
     */
    static String decode(String segment) {
        byte[] decoded = new byte[Math.min(segment.length(), LONGEST_PARAMETER + 1)];
        int length = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (length > LONGEST_PARAMETER) {
                throw TOO_LONG;
            }
            if (c == '%') {
                decoded[length++] = (byte) escaped(segment, i);
                i += 2;
            } else if (c > 0xff) {
                throw NOT_UTF8;
            } else {
                decoded[length++] = (byte) c;
            }
        }
        if (length > LONGEST_PARAMETER) {
            throw TOO_LONG;
        }
        return checked(utf8(decoded, length));
    }

    private static int escaped(String segment, int at) {
        int high = at + 2 < segment.length() ? Character.digit(segment.charAt(at + 1), 16) : -1;
        int low = at + 2 < segment.length() ? Character.digit(segment.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw BAD_ESCAPE;
        }
        return high << 4 | low;
    }

    private static String utf8(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw NOT_UTF8;
        }
    }

    private static String checked(String id) {
        if (id.equals(".") || id.equals("..")) {
            throw DOTS;
        }
        for (int i = 0; i < id.length(); i++) {
            if (Character.isISOControl(id.charAt(i))) {
                throw CONTROL;
            }
        }
        return id;
    }
}
