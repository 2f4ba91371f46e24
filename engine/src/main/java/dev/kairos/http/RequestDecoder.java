package dev.kairos.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Netty's decoder, which tells the connection when bytes come in, before it is known what they are. */
final class RequestDecoder extends HttpRequestDecoder {

    static final int LONGEST_LINE = 8 * 1024;
    static final int LONGEST_HEADERS = 16 * 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;

    private final HttpConnection connection;

    RequestDecoder(HttpConnection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxChunkSize(LARGEST_CHUNK)
                .setValidateHeaders(true));
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        connection.bytesRead();
        super.channelRead(context, message);
    }
}
