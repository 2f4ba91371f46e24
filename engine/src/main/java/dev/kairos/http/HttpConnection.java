package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * One connection: passes what the decoder read to its {@link Exchange}, holds back what cannot be taken yet, and closes
 * in the end. Touched only by its event loop.
 *
 * <p>It speaks HTTP between Netty's decoder and the socket, rather than through a request and a response object for
 * each call: 2 to 3 µs less a call (docs/decisions/0301-http-over-netserver.md).
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements Connection {

    private static final int MOST_WAITING = 16;

    private final Loop loop;
    private final ChannelHandlerContext context;
    private final Exchange exchange;
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(2);
    private final HeadMemory memory = new HeadMemory();
    private final GentleClose closing = new GentleClose();
    private boolean betweenRequests = true;
    /** No request has come in on this connection. */
    private boolean fresh = true;
    /** What has come in is how HTTP/2 begins. */
    private boolean preface;

    private boolean reading;
    private boolean takingWaiting;
    private boolean mustFlush;
    private boolean arriving;
    private boolean stuck;
    private long arrivalNanos;
    private long lastActiveNanos;
    private long stuckSinceNanos;

    /** @param context of the handler that this one is put before */
    HttpConnection(Loop loop, ChannelHandlerContext context) {
        this.loop = loop;
        this.context = context;
        this.exchange = new Exchange(loop, new TextWire(loop, this));
        this.lastActiveNanos = loop.nanoTime();
    }

    ByteBufAllocator allocator() {
        return context.alloc();
    }

    /** Bytes have come in; called before they are decoded. */
    void bytesRead() {
        reading = true;
        lastActiveNanos = loop.nanoTime();
        loop.socketRead(lastActiveNanos);
        if (exchange.isIdle()) {
            startsArriving();
        }
    }

    private void startsArriving() {
        if (!arriving) {
            arriving = true;
            arrivalNanos = lastActiveNanos;
        }
    }

    /** The request is in to its last byte. */
    void requestIsIn() {
        arriving = false;
    }

    /** Whether all that was decoded so far are whole requests. */
    boolean isBetweenRequests() {
        return betweenRequests;
    }

    /** Answers the calls at the start of these bytes whose heads are known. To be called between requests. */
    void takeKnown(ByteBuf in) {
        if (!memory.isFilled() || closing.isBegun() || !waiting.isEmpty()) {
            return;
        }
        int length = in.readableBytes();
        byte[] bytes = loop.scratch(length);
        in.getBytes(in.readerIndex(), bytes, 0, length);
        int taken = 0;
        for (int from = -1; taken > from && taken < length && !isHeldUp(); ) {
            from = taken;
            taken = takeKnown(bytes, from, length);
        }
        in.skipBytes(taken);
    }

    /** @return where the call that {@code bytes[from, to)} begin with ends, or {@code from} when it must be read */
    private int takeKnown(byte[] bytes, int from, int to) {
        KnownHead head = exchange.isIdle() ? memory.leading(bytes, from, to, loop.admission()) : null;
        boolean served = head != null
                && exchange.serveAgain(bytes, head.bodyFrom(), head.bodyTo() - head.bodyFrom(), lastActiveNanos);
        return served ? head.bodyTo() : from;
    }

    /** These bytes were one request, which has been decoded: one with the same head may follow. */
    void learnHead(ByteBuf in, int from, int to) {
        Incoming last = exchange.incoming();
        if (exchange.isIdle() && last.mayComeAgain()) {
            memory.learn(in, from, (int) (to - from - last.contentLength()), loop.admission());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext own, Object message) {
        betweenRequests =
                message instanceof LastHttpContent last && last.decoderResult().isSuccess();
        if (waiting.isEmpty() && !isHeldUp()) {
            handle(message);
            return;
        }
        waiting.add(message);
        if (waiting.size() >= MOST_WAITING) {
            pauseReading();
        }
    }

    /** Whether the next request must wait: for the answer to the last one, or for the caller to read its answers. */
    private boolean isHeldUp() {
        return !closing.isBegun() && (exchange.isHeldUp() || !context.channel().isWritable());
    }

    private void handle(Object message) {
        try {
            if (!closing.isBegun() && message instanceof HttpRequest request) {
                begin(request);
            }
            if (!closing.isBegun() && message instanceof HttpContent content) {
                take(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        memory.forget();
        preface = fresh && H2Preface.isRead(request) && loop.speaksHttp2();
        fresh = false;
        if (!preface) {
            startsArriving();
            exchange.begin(request, lastActiveNanos);
        }
    }

    private void take(HttpContent content) {
        if (preface) {
            loop.turnToHttp2(this, context);
        } else if (content.decoderResult().isFailure()) {
            exchange.malformed(content.decoderResult().cause());
        } else {
            exchange.take(content.content(), content instanceof LastHttpContent);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext own) {
        reading = false;
        if (mustFlush) {
            loop.flushes().add(this);
        }
    }

    /** Whether the caller reads what it is sent, as far as can be seen. */
    boolean isWritable() {
        return context.channel().isWritable();
    }

    /** Writes; what is written while reading is flushed together with the answers of other connections. */
    void write(ByteBuf out) {
        context.write(out, context.voidPromise());
        mustFlush = true;
        if (!reading && !takingWaiting) {
            lastActiveNanos = loop.nanoTime();
            flushIfNeeded();
        }
    }

    @Override
    public void flushIfNeeded() {
        if (mustFlush) {
            mustFlush = false;
            context.flush();
        }
    }

    void pauseReading() {
        context.channel().config().setAutoRead(false);
    }

    /** Takes what was held back, as far as it can be taken now, and reads on. From any thread. */
    void readOn() {
        if (!context.channel().eventLoop().inEventLoop()) {
            context.channel().eventLoop().execute(this::readOn);
            return;
        }
        if (!takingWaiting) {
            takingWaiting = true;
            while (!waiting.isEmpty() && !isHeldUp()) {
                handle(waiting.poll());
            }
            takingWaiting = false;
            if (!reading) {
                flushIfNeeded();
            }
            if (waiting.isEmpty()) {
                context.channel().config().setAutoRead(true);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext own) {
        stuck = !context.channel().isWritable();
        if (stuck) {
            stuckSinceNanos = loop.nanoTime();
        } else {
            readOn();
        }
    }

    void closeGently() {
        if (!closing.isBegun()) {
            releaseWaiting();
            mustFlush = false;
            closing.begin(context, loop.nanoTime());
        }
    }

    @Override
    public void drain() {
        if (exchange.isIdle() && !arriving || exchange.is(ExchangeState.LISTENING)) {
            closeGently();
        }
    }

    @Override
    public void sweep(long nowNanos, Limits limits) {
        if (closing.isBegun()) {
            closeIf(closing.isOverdue(nowNanos));
        } else if (stuck) {
            closeIf(nowNanos - stuckSinceNanos > limits.requestTimeout().toNanos());
        } else if (arriving) {
            long since = exchange.is(ExchangeState.STREAMING) ? lastActiveNanos : arrivalNanos;
            boolean paused = !context.channel().config().isAutoRead();
            if (!paused && nowNanos - since > limits.requestTimeout().toNanos()) {
                exchange.tooSlow();
            }
        } else if (exchange.isIdle()
                && nowNanos - lastActiveNanos > limits.idleTimeout().toNanos()) {
            closeGently();
        }
    }

    private void closeIf(boolean due) {
        if (due) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext own) {
        exchange.breakOff();
        releaseWaiting();
        loop.closed(this);
        own.fireChannelInactive();
    }

    private void releaseWaiting() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    /** Vert.x tells its own handler of a shutdown in this way, which would cut calls under way: {@link #drain}. */
    @Override
    public void userEventTriggered(ChannelHandlerContext own, Object event) {
        ReferenceCountUtil.release(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
        if (!(cause instanceof IOException)) {
            loop.problemOf(cause);
        }
        own.close();
    }
}
