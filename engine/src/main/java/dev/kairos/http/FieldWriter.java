package dev.kairos.http;

import java.util.Arrays;

/**
 * Puts together the header fields of answers in HTTP/2, on one event loop. What an answer of the decide path begins with
 * is kept ready and renewed with the date, once a second.
 */
final class FieldWriter {

    private static final int LONGEST_NUMBER = 24;
    private static final byte[] STATUS_OK = Hpack.status(200);
    private static final byte[] STATUS_CONTINUE = Hpack.status(100);
    private static final byte[] SERVER_TIMING = Hpack.name("server-timing");

    private final AnswerLines answerLines;
    private byte[] replyStart = {};
    private byte[] block = new byte[1024];
    private int length;

    FieldWriter(AnswerLines answerLines) {
        this.answerLines = answerLines;
    }

    /** To be called when the lines have another date. */
    void renew() {
        byte[] fields = Hpack.fields(answerLines.ofReply());
        replyStart = new byte[STATUS_OK.length + fields.length + SERVER_TIMING.length];
        System.arraycopy(STATUS_OK, 0, replyStart, 0, STATUS_OK.length);
        System.arraycopy(fields, 0, replyStart, STATUS_OK.length, fields.length);
        System.arraycopy(SERVER_TIMING, 0, replyStart, replyStart.length - SERVER_TIMING.length, SERVER_TIMING.length);
    }

    /** What was put together last, until the next; the first {@link #length} bytes of it. */
    byte[] block() {
        return block;
    }

    int length() {
        return length;
    }

    void proceed() {
        length = 0;
        append(STATUS_CONTINUE, STATUS_CONTINUE.length);
    }

    /** Of what an endpoint replied, with 200. */
    void reply(Reply reply, HeaderLines lines) {
        length = 0;
        append(replyStart, replyStart.length);
        room(LONGEST_NUMBER);
        length = Hpack.appendLength(block, length, reply.timingLength());
        append(reply.timing(), reply.timingLength());
        append(lines.fields(), lines.fields().length);
        appendContentLength(reply.length());
    }

    void answer(Answer answer, HeaderLines lines) {
        whole(answer, answerLines.of(answer), lines);
    }

    /** @param document that says what the problem is */
    void problem(Problem problem, Answer document, HeaderLines lines) {
        whole(document, answerLines.of(problem, document), lines);
    }

    void stream(String contentType, HeaderLines lines) {
        start(200, answerLines.ofStream(contentType), lines);
    }

    private void whole(Answer answer, String own, HeaderLines lines) {
        start(answer.status(), own, lines);
        if (AnswerLines.hasLength(answer)) {
            appendContentLength(answer.body().length);
        }
    }

    private void start(int statusCode, String own, HeaderLines lines) {
        byte[] status = Hpack.status(statusCode);
        byte[] fields = Hpack.fields(own);
        length = 0;
        append(status, status.length);
        append(fields, fields.length);
        append(lines.fields(), lines.fields().length);
    }

    private void appendContentLength(int bodyLength) {
        append(Hpack.CONTENT_LENGTH, Hpack.CONTENT_LENGTH.length);
        room(LONGEST_NUMBER);
        int digits = length + 1;
        int end = Reply.appendDigits(block, digits, bodyLength);
        block[length] = (byte) (end - digits);
        length = end;
    }

    private void append(byte[] piece, int pieceLength) {
        room(pieceLength);
        System.arraycopy(piece, 0, block, length, pieceLength);
        length += pieceLength;
    }

    private void room(int more) {
        if (length + more > block.length) {
            block = Arrays.copyOf(block, 2 * (length + more));
        }
    }
}
