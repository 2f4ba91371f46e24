package dev.kairos.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;

/**
 * How a connection begins that is to speak HTTP/2 (RFC 9113, 3.4): with what a decoder of HTTP/1.1 takes for a request.
 * So connections that go on in HTTP/1.1 pay for no other look at their bytes.
 */
final class H2Preface {

    private static final byte[] START = ResponseWriter.ascii("PRI * HTTP/2.0\r\n\r\n");

    private H2Preface() {}

    static boolean isRead(HttpRequest request) {
        return request.protocolVersion().majorVersion() == 2
                && request.method().name().equals("PRI")
                && request.uri().equals("*")
                && request.headers().isEmpty()
                && request.decoderResult().isSuccess();
    }

    /** Puts {@code next} where a connection of HTTP/1.1 was, which has read the preface, and gives it all that came in. */
    static void turn(HttpConnection from, H2Connection next, ChannelHandlerContext vertxHandler) {
        ChannelPipeline pipeline = vertxHandler.pipeline();
        pipeline.addBefore(vertxHandler.name(), "http2", next);
        pipeline.remove(from);
        pipeline.context(RequestDecoder.class).fireChannelRead(Unpooled.wrappedBuffer(START));
        pipeline.remove(RequestDecoder.class);
    }
}
