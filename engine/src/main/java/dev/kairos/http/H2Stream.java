package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;

/** One request and its answer in HTTP/2, beside others on its connection. Touched only by its loop. */
final class H2Stream implements Wire {

    private static final byte[] NOTHING = {};
    private static final int NOT_HELD_BACK = -1;

    private final Loop loop;
    private final H2Connection connection;
    private final Http2Stream stream;
    private final Exchange exchange;
    private final long arrivalNanos;
    private long lastPieceNanos;
    private boolean arriving = true;
    /** The caller has said all it has to say. */
    private boolean ended;

    private boolean paused;
    private int heldBytes;
    private boolean answered;
    private int writes;
    /** Of a caller that takes nothing: since when, and after how many writes. */
    private long heldBackSinceNanos;

    private int heldBackAfter = NOT_HELD_BACK;
    private boolean closing;
    private long closingSinceNanos;
    private boolean gone;

    H2Stream(Loop loop, H2Connection connection, Http2Stream stream, long nowNanos) {
        this.loop = loop;
        this.connection = connection;
        this.stream = stream;
        this.exchange = new Exchange(loop, this);
        this.arrivalNanos = nowNanos;
        this.lastPieceNanos = nowNanos;
    }

    int id() {
        return stream.id();
    }

    /** The head has come in. */
    void begin(HttpRequest request, boolean last) {
        ended = last;
        exchange.begin(request, arrivalNanos);
        if (last) {
            exchange.take(Unpooled.EMPTY_BUFFER, true);
        }
    }

    /**
     * A piece of the body has come in.
     *
     * @return how much of the stream's window can be given back now
     */
    int take(ByteBuf piece, int padding, boolean last, long nowNanos) {
        int bytes = piece.readableBytes() + padding;
        lastPieceNanos = nowNanos;
        ended = last;
        exchange.take(piece, last);
        if (paused && !gone) {
            heldBytes += bytes;
            return 0;
        }
        return bytes;
    }

    /** A part of the answer was written. */
    void wrote() {
        writes++;
    }

    /** The answer was written to its end. */
    void answered() {
        answered = true;
        stream.headersSent(false);
        connection.endStream(stream);
    }

    /** The stream is no more, for whatever reason. */
    void gone() {
        gone = true;
        exchange.breakOff();
    }

    /** The server stops: answers that would stay open end. */
    void drain() {
        if (exchange.is(ExchangeState.LISTENING)) {
            gone();
            connection.outgoing().send(this, NOTHING, true);
        }
    }

    void sweep(long nowNanos, long timeoutNanos) {
        if (closing && answered) {
            if (nowNanos - closingSinceNanos > GentleClose.LINGER_NANOS) {
                connection.reset(stream, Http2Error.NO_ERROR);
            }
        } else if (arriving && !paused) {
            long since = exchange.is(ExchangeState.STREAMING) ? lastPieceNanos : arrivalNanos;
            if (nowNanos - since > timeoutNanos) {
                exchange.tooSlow();
            }
        } else if (!connection.outgoing().isHeldBack(stream)) {
            heldBackAfter = NOT_HELD_BACK;
        } else if (heldBackAfter != writes) {
            heldBackAfter = writes;
            heldBackSinceNanos = nowNanos;
        } else if (nowNanos - heldBackSinceNanos > timeoutNanos) {
            connection.reset(stream, Http2Error.CANCEL);
        }
    }

    @Override
    public void requestIsIn() {
        arriving = false;
    }

    @Override
    public void proceed() {
        FieldWriter fields = loop.fields();
        fields.proceed();
        connection.outgoing().send(this, fields, NOTHING, 0, false, false);
    }

    @Override
    public void reply(Reply reply, Incoming to, boolean last) {
        FieldWriter fields = loop.fields();
        fields.reply(reply, to.lines);
        connection.outgoing().send(this, fields, reply.bytes(), reply.length(), true, true);
    }

    @Override
    public void answer(Answer answer, Incoming to, boolean last) {
        loop.fields().answer(answer, to.lines);
        send(answer, to);
    }

    @Override
    public void problem(Problem problem, Answer document, Incoming to, boolean last) {
        loop.fields().problem(problem, document, to.lines);
        send(document, to);
    }

    private void send(Answer answer, Incoming to) {
        byte[] body = to.wantsBody() ? answer.body() : NOTHING;
        connection.outgoing().send(this, loop.fields(), body, body.length, false, true);
    }

    @Override
    public void open(String contentType, HeaderLines lines) {
        FieldWriter fields = loop.fields();
        fields.stream(contentType, lines);
        connection.outgoing().send(this, fields, NOTHING, 0, false, false);
    }

    @Override
    public void push(byte[] piece) {
        connection.outgoing().send(this, piece, false);
    }

    @Override
    public boolean isWritable() {
        return !gone && connection.outgoing().isWritable(stream);
    }

    /** Other streams of the connection do not matter to this one. */
    @Override
    public boolean isEnding() {
        return false;
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void readOn() {
        if (!connection.executor().inEventLoop()) {
            connection.executor().execute(this::readOn);
            return;
        }
        paused = false;
        int held = heldBytes;
        heldBytes = 0;
        if (held > 0 && !gone) {
            connection.giveBack(stream, held);
        }
    }

    /**
     * What the caller still has to say is not wanted. It is told only after a while: clients that are reset while they
     * send do not all look whether they were answered.
     */
    @Override
    public void close() {
        closing = true;
        closingSinceNanos = loop.nanoTime();
        arriving = false;
    }
}
