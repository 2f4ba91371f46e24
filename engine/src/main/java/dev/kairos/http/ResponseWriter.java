package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * Writes answers as bytes of HTTP/1.1, on one event loop. What an answer of the decide path begins with is kept ready
 * and renewed with the date, once a second: writing it is copying a few arrays.
 */
final class ResponseWriter {

    private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length: ");
    private static final byte[] END = ascii("\r\n\r\n");
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");

    private final AnswerLines answerLines;
    /** The answer being put together: one copy into Netty's buffer is quicker than seven checked ones. */
    private byte[] whole = new byte[4096];

    private byte[] replyHead = {};

    ResponseWriter(AnswerLines answerLines) {
        this.answerLines = answerLines;
    }

    /** To be called when the lines have another date. */
    void renew() {
        replyHead = ascii(statusLine(200) + answerLines.ofReply() + "\r\nserver-timing: ");
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
        byte[] head = ascii(statusLine(200) + answerLines.ofStream(contentType) + lines.text() + "\r\n\r\n");
        return allocator.directBuffer(head.length).writeBytes(head);
    }

    /** @param withBody false for the answer to HEAD, which says how long the body would be */
    ByteBuf answer(ByteBufAllocator allocator, Answer answer, HeaderLines lines, boolean withBody) {
        return whole(allocator, answerLines.of(answer), lines, answer, withBody);
    }

    /** @param document that says what the problem is */
    ByteBuf problem(ByteBufAllocator allocator, Problem problem, Answer document, HeaderLines lines, boolean withBody) {
        return whole(allocator, answerLines.of(problem, document), lines, document, withBody);
    }

    private static ByteBuf whole(
            ByteBufAllocator allocator, String own, HeaderLines lines, Answer answer, boolean withBody) {
        byte[] body = answer.body();
        String length = AnswerLines.hasLength(answer) ? "\r\ncontent-length: " + body.length : "";
        byte[] start = ascii(statusLine(answer.status()) + own + lines.text() + length + "\r\n\r\n");
        ByteBuf out = allocator.directBuffer(start.length + body.length).writeBytes(start);
        return withBody ? out.writeBytes(body) : out;
    }

    private static String statusLine(int status) {
        return "HTTP/1.1 " + status + " " + HttpResponseStatus.valueOf(status).reasonPhrase();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
