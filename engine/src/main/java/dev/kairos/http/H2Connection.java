package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection that speaks HTTP/2: Netty's handler does frames, header fields, windows and the states of streams, and
 * this puts answers together and closes in the end. Touched only by its event loop, unless a method says otherwise.
 *
 * <p>Streams are told by callbacks rather than as channels of their own or as objects for frames, and the answers of a
 * batch leave in one buffer (docs/decisions/0308).
 */
final class H2Connection extends Http2ConnectionHandler implements Connection {

    private static final long LONGEST_PING_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PING = 0x6b6169726f73L;

    private final Loop loop;
    private final H2Requests requests;
    private final GentleClose closing = new GentleClose();
    private @Nullable ChannelHandlerContext context;
    private @Nullable H2Outgoing outgoing;
    private boolean reading;
    private boolean mustFlush;
    private boolean stuck;
    private boolean draining;
    /** No stream is taken any more, and the caller knows it. */
    private boolean goingAway;

    private long lastReadNanos;
    private long lastStreamNanos;
    private long drainingSinceNanos;
    private long stuckSinceNanos;

    H2Connection(
            Loop loop, Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initialSettings) {
        super(decoder, encoder, initialSettings, true, false);
        this.loop = loop;
        this.requests = new H2Requests(loop, this);
        this.lastStreamNanos = loop.nanoTime();
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                streamClosed(stream);
            }
        });
    }

    H2Requests requests() {
        return requests;
    }

    long lastReadNanos() {
        return lastReadNanos;
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    H2Outgoing outgoing() {
        return Objects.requireNonNull(outgoing);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext own) throws Exception {
        context = own;
        outgoing = new H2Outgoing(loop, this, own);
        super.handlerAdded(own);
        Http2Stream whole = connection().connectionStream();
        int more = H2Codec.CONNECTION_WINDOW - decoder().flowController().windowSize(whole);
        decoder().flowController().incrementWindowSize(whole, more);
        mustFlush = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext own, Object message) throws Exception {
        if (closing.isBegun() || !(message instanceof ByteBuf)) {
            ReferenceCountUtil.release(message);
            return;
        }
        reading = true;
        lastReadNanos = loop.nanoTime();
        loop.socketRead(lastReadNanos);
        super.channelRead(own, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext own) {
        reading = false;
        discardSomeReadBytes();
        mustFlush = true;
        loop.flushes().add(this);
    }

    @Override
    public void flush(ChannelHandlerContext own) {
        mustFlush = false;
        outgoing().writePending();
        outgoing().passOn();
        own.flush();
    }

    @Override
    public void flushIfNeeded() {
        if (mustFlush && !closing.isBegun()) {
            flush(context());
        }
    }

    /** Something was written: it leaves with the batch that is being read, or now. */
    void flushSoon() {
        mustFlush = true;
        if (!reading) {
            flushIfNeeded();
        }
    }

    void endStream(Http2Stream stream) {
        closeStreamLocal(stream, context().newSucceededFuture());
    }

    void reset(Http2Stream stream, Http2Error error) {
        encoder().writeRstStream(context(), stream.id(), error.code(), context().newPromise());
        flushSoon();
    }

    EventExecutor executor() {
        return context().executor();
    }

    /** So much more of a request may come in. */
    void giveBack(Http2Stream stream, int bytes) {
        try {
            decoder().flowController().consumeBytes(stream, bytes);
        } catch (Http2Exception failure) {
            onError(context(), true, failure);
        }
        flushSoon();
    }

    private void streamClosed(Http2Stream stream) {
        lastStreamNanos = reading ? lastReadNanos : loop.nanoTime();
        H2Stream own = requests.of(stream);
        if (own != null) {
            own.gone();
        }
        closeIfDone();
    }

    /** A stream must not be reset before what was answered on it has left. */
    @Override
    public ChannelFuture resetStream(ChannelHandlerContext own, int id, long code, ChannelPromise promise) {
        outgoing().passOn();
        return super.resetStream(own, id, code, promise);
    }

    @Override
    public ChannelFuture goAway(
            ChannelHandlerContext own, int lastStream, long code, ByteBuf debugData, ChannelPromise promise) {
        outgoing().passOn();
        return super.goAway(own, lastStream, code, debugData, promise);
    }

    @Override
    protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext own, Http2Stream stream) {
        if (requests.of(stream) == null) {
            requests.begin(stream, H2Request.tooLarge(), false);
        }
    }

    /**
     * Says first that the end is near, and takes what the caller had sent before it could know; then says which stream
     * was the last. So no request is lost on the way.
     */
    @Override
    public void drain() {
        if (draining || closing.isBegun()) {
            return;
        }
        draining = true;
        drainingSinceNanos = loop.nanoTime();
        requests.forEach(H2Stream::drain);
        goAway(Integer.MAX_VALUE);
        encoder().writePing(context(), false, PING, context().newPromise());
        flushSoon();
    }

    void pingAnswered() {
        if (draining) {
            endNow();
        }
    }

    /** The streams under way are the last. */
    private void endNow() {
        if (!goingAway) {
            goingAway = true;
            goAway(connection().remote().lastStreamCreated());
            flushSoon();
            closeIfDone();
        }
    }

    private void goAway(int lastStream) {
        goAway(
                context(),
                lastStream,
                Http2Error.NO_ERROR.code(),
                Unpooled.EMPTY_BUFFER,
                context().newPromise());
    }

    private void closeIfDone() {
        if (goingAway && connection().numActiveStreams() == 0 && !closing.isBegun()) {
            outgoing().writePending();
            outgoing().passOn();
            closing.begin(context(), loop.nanoTime());
        }
    }

    @Override
    public void sweep(long nowNanos, Limits limits) {
        long timeoutNanos = limits.requestTimeout().toNanos();
        if (closing.isBegun()) {
            closeIf(closing.isOverdue(nowNanos));
        } else if (stuck) {
            closeIf(nowNanos - stuckSinceNanos > timeoutNanos);
        } else if (!decoder().prefaceReceived()) {
            closeIf(nowNanos - lastStreamNanos > timeoutNanos);
        } else {
            requests.forEach(stream -> stream.sweep(nowNanos, timeoutNanos));
            endIfDue(nowNanos, limits.idleTimeout().toNanos());
        }
    }

    private void endIfDue(long nowNanos, long idleNanos) {
        boolean idle = connection().numActiveStreams() == 0 && nowNanos - lastStreamNanos > idleNanos;
        if (idle || draining && nowNanos - drainingSinceNanos > LONGEST_PING_NANOS) {
            endNow();
        }
    }

    private void closeIf(boolean due) {
        if (due) {
            context().close();
        }
    }

    /** Nothing more is read from a caller that does not read its answers. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext own) throws Exception {
        stuck = !own.channel().isWritable();
        stuckSinceNanos = loop.nanoTime();
        own.channel().config().setAutoRead(!stuck);
        super.channelWritabilityChanged(own);
    }

    @Override
    public void channelInactive(ChannelHandlerContext own) throws Exception {
        super.channelInactive(own);
        outgoing().release();
        loop.closed(this);
    }

    /** Vert.x tells its own handler of a shutdown in this way, which would cut calls under way: {@link #drain}. */
    @Override
    public void userEventTriggered(ChannelHandlerContext own, Object event) {
        ReferenceCountUtil.release(event);
    }

    @Override
    protected void onConnectionError(
            ChannelHandlerContext own, boolean outbound, Throwable cause, @Nullable Http2Exception known) {
        if (known == null && !(cause instanceof IOException) && decoder().prefaceReceived()) {
            loop.problemOf(cause);
        }
        super.onConnectionError(own, outbound, cause, known);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
        if (cause instanceof IOException) {
            own.close();
        } else {
            onError(own, false, cause);
        }
    }
}
