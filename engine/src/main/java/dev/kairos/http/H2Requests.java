package dev.kairos.http;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes what comes in on a connection to its streams. Touched only by its loop. */
final class H2Requests extends Http2FrameAdapter {

    private final Loop loop;
    private final H2Connection connection;
    private final Http2Connection streams;
    private final Http2Connection.PropertyKey key;

    H2Requests(Loop loop, H2Connection connection) {
        this.loop = loop;
        this.connection = connection;
        this.streams = connection.connection();
        this.key = streams.newKey();
    }

    /** @return null for a stream that was refused before it began */
    @Nullable
    H2Stream of(Http2Stream stream) {
        return stream.getProperty(key);
    }

    void forEach(Consumer<H2Stream> action) {
        try {
            streams.forEachActiveStream(stream -> {
                H2Stream own = of(stream);
                if (own != null) {
                    action.accept(own);
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int id, Http2Headers fields, int padding, boolean endOfStream)
            throws Http2Exception {
        Http2Stream stream = streams.stream(id);
        H2Stream known = of(stream);
        if (known != null) {
            known.take(Unpooled.EMPTY_BUFFER, 0, endOfStream, connection.lastReadNanos());
            return;
        }
        HttpRequest request;
        try {
            request = H2Request.of(fields, endOfStream);
        } catch (IllegalArgumentException malformed) {
            throw Http2Exception.streamError(id, PROTOCOL_ERROR, malformed, "Malformed request");
        }
        begin(stream, request, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int id,
            Http2Headers fields,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        onHeadersRead(context, id, fields, padding, endOfStream);
    }

    void begin(Http2Stream stream, HttpRequest request, boolean endOfStream) {
        H2Stream begun = new H2Stream(loop, connection, stream, loop.nanoTime());
        stream.setProperty(key, begun);
        begun.begin(request, endOfStream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean endOfStream) {
        H2Stream stream = of(streams.stream(id));
        return stream == null
                ? data.readableBytes() + padding
                : stream.take(data, padding, endOfStream, connection.lastReadNanos());
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) {
        connection.pingAnswered();
    }
}
