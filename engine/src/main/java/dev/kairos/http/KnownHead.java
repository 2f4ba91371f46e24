package dev.kairos.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of a decide call, by which the next one on the same connection is known: a client sends the same bytes with
 * each call, but for the length of the body and what tracing adds. The same bytes mean the same, so nothing of HTTP is
 * read a second time or in a second way (docs/decisions/0306). One connection.
 */
final class KnownHead {

    static final int LONGEST = 2 * 1024;

    private static final int NONE = -1;
    private static final int LONGEST_VALUE = 256;
    private static final int MOST_DIGITS = 8;
    private static final String LENGTH = "content-length";
    /** What may differ from call to call, since nobody here asks for it. */
    private static final Set<String> MEANINGLESS = Set.of(
            "traceparent",
            "tracestate",
            "baggage",
            "b3",
            "x-b3-traceid",
            "x-b3-spanid",
            "x-b3-parentspanid",
            "x-request-id",
            "x-correlation-id",
            "x-amzn-trace-id",
            "x-cloud-trace-context");

    private final byte[] bytes;
    /** Where values begin and end that may differ, in turns; the end of the head is the last. */
    private final int[] bounds;
    /** Which of the bounds is where the length begins. */
    private final int lengthIndex;

    private int bodyFrom;
    private int bodyTo;

    private KnownHead(byte[] bytes, int[] bounds, int lengthIndex) {
        this.bytes = bytes;
        this.bounds = bounds;
        this.lengthIndex = lengthIndex;
    }

    /** @return null when it cannot be told what in this head may differ, and what not */
    static @Nullable KnownHead of(byte[] head) {
        List<Integer> bounds = new ArrayList<>();
        int lengthIndex = NONE;
        int line = 0;
        for (String text : new String(head, StandardCharsets.ISO_8859_1).split("\n")) {
            String name = text.substring(0, Math.max(0, text.indexOf(':'))).toLowerCase(Locale.ROOT);
            int from = afterSpaces(head, line + name.length() + 1);
            if (MEANINGLESS.contains(name)) {
                bounds.add(from);
                bounds.add(valueEnd(head, from, head.length));
            } else if (name.equals(LENGTH)) {
                int end = numberEnd(head, from, head.length);
                if (lengthIndex != NONE || end < 0 || head[end] > ' ') {
                    return null;
                }
                lengthIndex = bounds.size();
                bounds.add(from);
                bounds.add(end);
            }
            line += text.length() + 1;
        }
        bounds.add(head.length);
        boolean isClear = lengthIndex != NONE && !bounds.contains(NONE);
        return isClear ? new KnownHead(head, bounds.stream().mapToInt(i -> i).toArray(), lengthIndex) : null;
    }

    /** Whether a call with this head begins at {@code from} and is all there before {@code to}. */
    boolean leads(byte[] in, int from, int to) {
        int at = from;
        int same = 0;
        int length = 0;
        for (int i = 0; i + 1 < bounds.length; i += 2) {
            int value = sameTo(bounds[i], same, in, at, to);
            if (value < 0) {
                return false;
            }
            at = i == lengthIndex ? numberEnd(in, value, to) : valueEnd(in, value, to);
            if (at < 0) {
                return false;
            }
            if (i == lengthIndex) {
                length = number(in, value, at);
            }
            same = bounds[i + 1];
        }
        bodyFrom = sameTo(bytes.length, same, in, at, to);
        bodyTo = bodyFrom + length;
        return bodyFrom >= 0 && bodyTo <= to;
    }

    /** @return where in {@code in} ends what is the same as {@code bytes[same, end)}, or -1 when it differs */
    private int sameTo(int end, int same, byte[] in, int at, int to) {
        int next = at + end - same;
        return next <= to && Arrays.equals(in, at, next, bytes, same, end) ? next : NONE;
    }

    /** Of the call that this head led last. */
    int bodyFrom() {
        return bodyFrom;
    }

    int bodyTo() {
        return bodyTo;
    }

    private static int afterSpaces(byte[] head, int from) {
        int at = from;
        while (at < head.length && head[at] == ' ') {
            at++;
        }
        return at;
    }

    /** @return where the number at {@code from} ends, or -1 when there is none, or none that is written plainly */
    private static int numberEnd(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        return at > from && at - from <= MOST_DIGITS && in[from] != '0' ? at : NONE;
    }

    private static int number(byte[] in, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            number = 10 * number + in[at] - '0';
        }
        return number;
    }

    private static int valueEnd(byte[] in, int from, int to) {
        int at = from;
        while (at < to && in[at] >= ' ' && in[at] < 0x7f) {
            at++;
        }
        return at > from && at - from <= LONGEST_VALUE ? at : NONE;
    }
}
