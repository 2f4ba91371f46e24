package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Writes answers as bytes of HTTP/1.1, on one event loop. What an answer of the decide path begins with is kept ready
 * and renewed with the date, once a second: writing it is copying a few arrays.
 */
final class ResponseWriter {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length: ");
    private static final byte[] END = ascii("\r\n\r\n");
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
    private static final String NO_SNIFF = "\r\nx-content-type-options: nosniff";
    private static final String PROTECT = "\r\ncache-control: private, no-store" + NO_SNIFF;
    private static final Map<String, String> NO_HEADERS = Map.of();

    /** The answer being put together: one copy into Netty's buffer is quicker than seven checked ones. */
    private byte[] whole = new byte[4096];

    private long dateSecond = Long.MIN_VALUE;
    private String date = "";
    private byte[] replyHead = {};

    /** To be called once a second or so. */
    void setTime(long epochMillis) {
        long second = Math.floorDiv(epochMillis, 1000);
        if (second != dateSecond) {
            dateSecond = second;
            date = DATE.format(Instant.ofEpochSecond(second));
            replyHead = ascii(statusLine(200) + "\r\ncontent-type: application/json" + PROTECT + "\r\nserver-timing: ");
        }
    }

    ByteBuf proceed(ByteBufAllocator allocator) {
        return allocator.directBuffer(CONTINUE.length).writeBytes(CONTINUE);
    }

    /** What an endpoint replied, with 200. */
    ByteBuf reply(ByteBufAllocator allocator, Reply reply, HeaderLines lines) {
        int most = replyHead.length + reply.timingLength() + lines.bytes().length + CONTENT_LENGTH.length + 24;
        if (whole.length < most + reply.length()) {
            whole = new byte[2 * (most + reply.length())];
        }
        int at = append(replyHead, replyHead.length, 0);
        at = append(reply.timing(), reply.timingLength(), at);
        at = append(lines.bytes(), lines.bytes().length, at);
        at = append(CONTENT_LENGTH, CONTENT_LENGTH.length, at);
        at = Reply.appendDigits(whole, at, reply.length());
        at = append(END, END.length, at);
        at = append(reply.bytes(), reply.length(), at);
        return allocator.directBuffer(at).writeBytes(whole, 0, at);
    }

    private int append(byte[] piece, int length, int at) {
        System.arraycopy(piece, 0, whole, at, length);
        return at + length;
    }

    /** The head of an answer that ends when the connection does. */
    ByteBuf streamHead(ByteBufAllocator allocator, String contentType, HeaderLines lines) {
        byte[] head = ascii(statusLine(200) + "\r\ncontent-type: " + contentType + PROTECT
                + "\r\nx-accel-buffering: no\r\nconnection: close" + lines.text() + "\r\n\r\n");
        return allocator.directBuffer(head.length).writeBytes(head);
    }

    /** @param withBody false for the answer to HEAD, which says how long the body would be */
    ByteBuf answer(ByteBufAllocator allocator, Answer answer, HeaderLines lines, boolean withBody) {
        StringBuilder head = new StringBuilder(256).append(statusLine(answer.status()));
        if (!answer.contentType().isEmpty()) {
            head.append("\r\ncontent-type: ").append(answer.contentType());
        }
        head.append(answer.headers().containsKey("cache-control") ? NO_SNIFF : PROTECT);
        return whole(allocator, head, answer.headers(), lines, answer, withBody);
    }

    /** @param document that says what the problem is */
    ByteBuf problem(ByteBufAllocator allocator, Problem problem, Answer document, HeaderLines lines, boolean withBody) {
        StringBuilder head = new StringBuilder(256)
                .append(statusLine(document.status()))
                .append("\r\ncontent-type: ")
                .append(document.contentType())
                .append(PROTECT);
        if (problem.type() == ProblemType.KEY_MISSING) {
            head.append("\r\nwww-authenticate: Bearer realm=\"kairos\", Basic realm=\"kairos\", charset=\"UTF-8\"");
        }
        if (problem.allow() != null) {
            head.append("\r\nallow: ").append(problem.allow());
        }
        if (problem.retryAfterSeconds() > 0) {
            head.append("\r\nretry-after: ").append(problem.retryAfterSeconds());
        }
        return whole(allocator, head, NO_HEADERS, lines, document, withBody);
    }

    private static ByteBuf whole(
            ByteBufAllocator allocator,
            StringBuilder head,
            Map<String, String> headers,
            HeaderLines lines,
            Answer answer,
            boolean withBody) {
        headers.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        head.append(lines.text());
        byte[] body = answer.body();
        if (answer.status() != 204 && answer.status() != 304) {
            head.append("\r\ncontent-length: ").append(body.length);
        }
        byte[] start = ascii(head.append("\r\n\r\n").toString());
        ByteBuf out = allocator.directBuffer(start.length + body.length).writeBytes(start);
        return withBody ? out.writeBytes(body) : out;
    }

    private String statusLine(int status) {
        return "HTTP/1.1 " + status + " " + HttpResponseStatus.valueOf(status).reasonPhrase() + "\r\ndate: " + date;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
