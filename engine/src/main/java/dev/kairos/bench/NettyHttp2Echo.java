package dev.kairos.bench;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;

/** Gives a request of HTTP/2 its body back, frame by frame: Netty's codec of frames and nothing else. */
final class NettyHttp2Echo extends ChannelInboundHandlerAdapter {

    private static final int MOST_STREAMS = 1024;

    private boolean flushes;

    static ChannelHandler codec() {
        return Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(MOST_STREAMS))
                .build();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Http2DataFrame data && data.isEndStream()) {
            echo(context, data);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    /** Requests of a load come in one frame. */
    private void echo(ChannelHandlerContext context, Http2DataFrame data) {
        Http2Headers headers = new DefaultHttp2Headers(false)
                .status("200")
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, data.content().readableBytes());
        context.write(new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes()).stream(data.stream()));
        context.write(new DefaultHttp2HeadersFrame(headers).stream(data.stream()));
        context.write(new DefaultHttp2DataFrame(data.content(), true).stream(data.stream()));
        flushes = true;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (flushes) {
            flushes = false;
            context.flush();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
