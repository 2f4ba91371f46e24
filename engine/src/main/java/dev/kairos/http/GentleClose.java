package dev.kairos.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection once what was written is sent, and the other side has closed as well or had a while to: closing
 * with its bytes unread would reset the connection, and the answer might be lost on the way. Touched only by its loop.
 */
final class GentleClose {

    static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private boolean begun;
    private long sinceNanos;

    boolean isBegun() {
        return begun;
    }

    /** To be called once. What comes in from now on is to be thrown away. */
    void begin(ChannelHandlerContext context, long nowNanos) {
        begun = true;
        sinceNanos = nowNanos;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (sent.isSuccess() && context.channel() instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
                context.channel().config().setAutoRead(true);
            } else {
                context.close();
            }
        });
    }

    /** Whether the other side has had time enough. */
    boolean isOverdue(long nowNanos) {
        return nowNanos - sinceNanos > LINGER_NANOS;
    }
}
