package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Answers in HTTP/1.1, one after the other on a connection. Touched only by its loop. */
final class TextWire implements Wire {

    private static final String CLOSE = "\r\nconnection: close";
    private static final String KEEP_ALIVE = "\r\nconnection: keep-alive";

    private final Loop loop;
    private final HttpConnection connection;

    TextWire(Loop loop, HttpConnection connection) {
        this.loop = loop;
        this.connection = connection;
    }

    @Override
    public void requestIsIn() {
        connection.requestIsIn();
    }

    @Override
    public void proceed() {
        connection.write(loop.writer().proceed(connection.allocator()));
    }

    @Override
    public void reply(Reply reply, Incoming to, boolean last) {
        connection.write(loop.writer().reply(connection.allocator(), reply, lines(to, last)));
    }

    @Override
    public void answer(Answer answer, Incoming to, boolean last) {
        ByteBuf out = loop.writer().answer(connection.allocator(), answer, lines(to, last), to.wantsBody());
        connection.write(out);
    }

    @Override
    public void problem(Problem problem, Answer document, Incoming to, boolean last) {
        ByteBuf out = loop.writer().problem(connection.allocator(), problem, document, lines(to, last), to.wantsBody());
        connection.write(out);
    }

    private static HeaderLines lines(Incoming to, boolean last) {
        if (last) {
            return to.lines.plus(CLOSE);
        }
        return to.mustHearOfKeepAlive() ? to.lines.plus(KEEP_ALIVE) : to.lines;
    }

    /** It ends when the connection does. */
    @Override
    public void open(String contentType, HeaderLines lines) {
        connection.write(loop.writer().streamHead(connection.allocator(), contentType, lines.plus(CLOSE)));
    }

    @Override
    public void push(byte[] piece) {
        connection.write(Unpooled.wrappedBuffer(piece));
    }

    @Override
    public boolean isWritable() {
        return connection.isWritable();
    }

    @Override
    public boolean isEnding() {
        return loop.isDraining();
    }

    @Override
    public void pauseReading() {
        connection.pauseReading();
    }

    @Override
    public void readOn() {
        connection.readOn();
    }

    @Override
    public void close() {
        connection.closeGently();
    }
}
