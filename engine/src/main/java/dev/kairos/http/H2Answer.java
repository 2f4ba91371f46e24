package dev.kairos.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer on its way: header fields, a piece of the body, or both, which usually leave at once and together.
 * When the caller's windows do not let them, Netty's flow control keeps this, and writes what it can when it can.
 */
final class H2Answer implements Http2RemoteFlowController.FlowControlled {

    private static final byte[] NOTHING = {};

    private final H2Outgoing outgoing;
    private @Nullable H2Stream stream;
    private byte[] block = NOTHING;
    /** 0 when there are no header fields, or none any more. */
    private int blockLength;

    private byte[] body = NOTHING;
    private int from;
    private int to;
    private boolean bodyPasses;
    private boolean end;
    private boolean done = true;

    H2Answer(H2Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    /** @param fields read only until the next of the loop's answers is made, unless {@link #keep} copies them */
    H2Answer with(H2Stream of, byte[] fields, int fieldsLength, boolean last) {
        stream = of;
        block = fields;
        blockLength = fieldsLength;
        body = NOTHING;
        from = 0;
        to = 0;
        end = last;
        done = false;
        return this;
    }

    /** @param passing whether the array is another answer's soon */
    H2Answer body(byte[] bytes, int length, boolean passing) {
        body = bytes;
        to = length;
        bodyPasses = passing;
        return this;
    }

    /** Whether it has left, or never will. */
    boolean isDone() {
        return done;
    }

    /** Holds on to what has not left yet. */
    void keep() {
        block = Arrays.copyOf(block, blockLength);
        if (bodyPasses) {
            body = Arrays.copyOfRange(body, from, to);
            to -= from;
            from = 0;
        }
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    public void write(ChannelHandlerContext context, int allowedBytes) {
        int until = from + Math.min(allowedBytes, to - from);
        boolean last = end && until == to;
        FrameWriter frames = outgoing.frames();
        frames.clear();
        boolean bodyFollows = until > from;
        if (blockLength > 0) {
            boolean first = outgoing.isFirstBlock();
            frames.headers(stream().id(), block, blockLength, first, last && !bodyFollows);
            blockLength = 0;
        } else if (!bodyFollows && !last) {
            return;
        } else {
            bodyFollows = true;
        }
        if (bodyFollows) {
            frames.data(stream().id(), body, from, until, last);
        }
        from = until;
        stream().wrote();
        outgoing.append(frames.bytes(), frames.length());
    }

    @Override
    public void writeComplete() {
        done = true;
        if (end) {
            stream().answered();
        }
    }

    /** The stream or the connection is gone, and is told of that elsewhere. */
    @Override
    public void error(ChannelHandlerContext context, Throwable cause) {
        done = true;
        from = to;
    }

    @Override
    public boolean merge(ChannelHandlerContext context, Http2RemoteFlowController.FlowControlled next) {
        return false;
    }

    private H2Stream stream() {
        if (stream == null) {
            throw new IllegalStateException("no answer");
        }
        return stream;
    }
}
