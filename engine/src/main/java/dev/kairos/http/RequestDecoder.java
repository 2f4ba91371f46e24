package dev.kairos.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Netty's decoder, which tells the connection when bytes come in, before it is known what they are, and leaves those to it
 * that it knows already.
 */
final class RequestDecoder extends HttpRequestDecoder {

    static final int LONGEST_LINE = 8 * 1024;
    static final int LONGEST_HEADERS = 16 * 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;

    private final HttpConnection connection;
    /** That began in the bytes being decoded. */
    private int requests;

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
        if (message instanceof ByteBuf in && connection.isBetweenRequests() && actualReadableBytes() == 0) {
            connection.takeKnown(in);
            if (in.isReadable()) {
                decode(context, in);
            } else {
                in.release();
            }
        } else {
            super.channelRead(context, message);
        }
    }

    private void decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        int from = in.readerIndex();
        int to = in.writerIndex();
        requests = 0;
        in.retain();
        try {
            super.channelRead(context, in);
            if (requests == 1 && connection.isBetweenRequests() && actualReadableBytes() == 0) {
                connection.learnHead(in, from, to);
            }
        } finally {
            in.release();
        }
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) throws Exception {
        requests++;
        return super.createMessage(initialLine);
    }
}
