package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one connection of HTTP/2 on their way out: as the caller's windows let them, and those of a batch in one
 * buffer. Touched only by the connection's loop.
 */
final class H2Outgoing {

    private static final byte[] NOTHING = {};
    private static final int FULL_BUFFER = 32 * 1024;
    private static final int SMALLEST_BUFFER = 4 * 1024;

    private final Loop loop;
    private final H2Connection connection;
    private final ChannelHandlerContext context;
    private final Http2Connection streams;
    private final Http2RemoteFlowController windows;
    private H2Answer spare = new H2Answer(this);
    private @Nullable ByteBuf buffer;
    private boolean blockWritten;

    H2Outgoing(Loop loop, H2Connection connection, ChannelHandlerContext context) {
        this.loop = loop;
        this.connection = connection;
        this.context = context;
        this.streams = connection.connection();
        this.windows = connection.encoder().flowController();
    }

    /**
     * Sends a part of an answer, unless its stream is gone.
     *
     * @param block header fields, when there are any; read before this returns
     * @param passing whether the body's array is another answer's soon, so that what cannot leave now is copied
     * @param last whether the answer ends with it
     */
    void send(H2Stream to, FieldWriter block, byte[] body, int length, boolean passing, boolean last) {
        send(to, block.block(), block.length(), body, length, passing, last);
    }

    /** Sends another part of an answer whose header fields were sent. */
    void send(H2Stream to, byte[] body, boolean last) {
        send(to, NOTHING, 0, body, body.length, false, last);
    }

    private void send(
            H2Stream to, byte[] block, int blockLength, byte[] body, int length, boolean passing, boolean last) {
        Http2Stream stream = streams.stream(to.id());
        if (stream == null || !stream.state().localSideOpen()) {
            return;
        }
        if (blockLength > 0 && length > 0 && windows.windowSize(stream) <= 0) {
            offer(stream, spare.with(to, block, blockLength, false));
            offer(stream, spare.with(to, NOTHING, 0, last).body(body, length, passing));
        } else {
            offer(stream, spare.with(to, block, blockLength, last).body(body, length, passing));
        }
        connection.flushSoon();
    }

    private void offer(Http2Stream stream, H2Answer offered) {
        windows.addFlowControlled(stream, offered);
        writePending();
        if (!offered.isDone()) {
            offered.keep();
            spare = new H2Answer(this);
        }
    }

    /** Writes what the caller's windows let through now. */
    void writePending() {
        try {
            windows.writePendingBytes();
        } catch (Http2Exception failure) {
            connection.onError(context, true, failure);
        }
    }

    FrameWriter frames() {
        return loop.frames();
    }

    /** Whether no header fields were written yet; from then on some were. */
    boolean isFirstBlock() {
        boolean first = !blockWritten;
        blockWritten = true;
        return first;
    }

    /** Adds to what leaves next. */
    void append(byte[] bytes, int length) {
        if (buffer != null && buffer.readableBytes() + length > FULL_BUFFER) {
            passOn();
        }
        if (buffer == null) {
            buffer = context.alloc().directBuffer(Math.max(length, SMALLEST_BUFFER));
        }
        buffer.writeBytes(bytes, 0, length);
    }

    /** Passes on what was put together, so that it comes before all that is written from now on. */
    void passOn() {
        if (buffer != null) {
            context.write(buffer, context.voidPromise());
            buffer = null;
        }
    }

    /** The connection is gone. */
    void release() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }

    boolean isWritable(Http2Stream stream) {
        return windows.isWritable(stream);
    }

    /** Whether a part of the answer waits for the caller to take it. */
    boolean isHeldBack(Http2Stream stream) {
        return windows.hasFlowControlled(stream);
    }
}
