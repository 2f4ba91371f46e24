package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * One connection: passes what the decoder read to its {@link Exchange}, holds back what cannot be taken yet, and closes
 * in the end. Touched only by its event loop.
 *
 * <p>It speaks HTTP between Netty's decoder and the socket, rather than through a request and a response object for
 * each call: 2 to 3 µs less a call (docs/decisions/0301-http-over-netserver.md).
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_WAITING = 16;

    private final Loop loop;
    private final ChannelHandlerContext context;
    private final Exchange exchange;
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(2);
    private boolean betweenRequests = true;
    private boolean reading;
    private boolean takingWaiting;
    private boolean mustFlush;
    private boolean closing;
    private boolean arriving;
    private boolean stuck;
    private long arrivalNanos;
    private long lastActiveNanos;
    private long closingSinceNanos;
    private long stuckSinceNanos;

    /** @param context of the handler that this one is put before */
    HttpConnection(Loop loop, ChannelHandlerContext context) {
        this.loop = loop;
        this.context = context;
        this.exchange = new Exchange(loop, this);
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
        if (!exchange.knowsHead() || closing || !waiting.isEmpty()) {
            return;
        }
        int length = in.readableBytes();
        byte[] bytes = loop.scratch(length);
        in.getBytes(in.readerIndex(), bytes, 0, length);
        int taken = 0;
        for (int from = -1; taken > from && taken < length && !isHeldUp(); ) {
            from = taken;
            taken = exchange.takeKnown(bytes, from, length, lastActiveNanos);
        }
        in.skipBytes(taken);
    }

    /** These bytes were one request, which has been decoded. */
    void learnHead(ByteBuf in, int from, int to) {
        exchange.learnHead(in, from, to);
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
        return !closing && (exchange.isHeldUp() || !context.channel().isWritable());
    }

    private void handle(Object message) {
        try {
            if (!closing && message instanceof HttpRequest request) {
                startsArriving();
                exchange.begin(request, lastActiveNanos);
            }
            if (!closing && message instanceof HttpContent content) {
                exchange.take(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
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

    void flushIfNeeded() {
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

    /**
     * Closes once what was written is sent, and the other side has closed as well or had a while to: closing with its
     * bytes unread would reset the connection, and the answer might be lost on the way.
     */
    void closeGently() {
        if (closing) {
            return;
        }
        closing = true;
        closingSinceNanos = loop.nanoTime();
        releaseWaiting();
        mustFlush = false;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (sent.isSuccess() && context.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
                context.channel().config().setAutoRead(true);
            } else {
                context.close();
            }
        });
    }

    /** The server stops: closes now when nothing is under way, and otherwise after the answer. */
    void drain() {
        if (exchange.isIdle() && !arriving || exchange.isListening()) {
            closeGently();
        }
    }

    /** Ends what has taken too long. To be called every second or so. */
    void sweep(long nowNanos, Limits limits) {
        if (closing) {
            closeIf(nowNanos - closingSinceNanos > LINGER_NANOS);
        } else if (stuck) {
            closeIf(nowNanos - stuckSinceNanos > limits.requestTimeout().toNanos());
        } else if (arriving) {
            long since = exchange.isStreaming() ? lastActiveNanos : arrivalNanos;
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
