package dev.kairos.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;

/**
 * HTTP/2 in clear text with prior knowledge (RFC 9113, 3.3): several requests at a time on a connection. Headers are sent
 * without a table of what was sent before, so that a request is the same on each connection; its bytes are a HEADERS and
 * a DATA frame, in which only the stream is yet to be named.
 */
final class Http2 implements Protocol {

    /** As in options and files. */
    static final String WORD = "h2";

    static final int FRAME_HEAD = 9;
    static final int LARGEST_FRAME = 16 * 1024;

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    static final int PRIORITY = 0x20;

    private static final int TABLE_SIZE_BITS = 0xe0;
    private static final int TABLE_SIZE = 0x20;
    private static final int STATUS_OK = 0x88;

    private final int streams;

    /** @param streams requests at a time on a connection */
    Http2(int streams) {
        this.streams = streams;
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public byte[] encode(Target target, String path, byte[] body) {
        if (body.length > LARGEST_FRAME) {
            throw new BenchException("a body of " + body.length + " bytes: over h2 at most " + LARGEST_FRAME);
        }
        byte[] block = block(target, path, body.length);
        return ByteBuffer.allocate(2 * FRAME_HEAD + block.length + body.length)
                .put(frame(HEADERS, END_HEADERS, block.length))
                .put(block)
                .put(frame(DATA, END_STREAM, body.length))
                .put(body)
                .array();
    }

    private static byte[] block(Target target, String path, int length) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .path(path)
                .authority(target.host() + ":" + target.port())
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, length);
        if (!target.key().isEmpty()) {
            headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + target.key());
        }
        ByteBuf out = Unpooled.buffer();
        try (DefaultHttp2HeadersEncoder encoder =
                new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, true)) {
            encoder.maxHeaderTableSize(0);
            // What is told of the table's size is not wanted: whoever never uses it need not tell.
            encoder.encodeHeaders(1, EmptyHttp2Headers.INSTANCE, Unpooled.buffer());
            encoder.encodeHeaders(1, headers, out);
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        byte[] block = new byte[out.readableBytes()];
        out.readBytes(block);
        return block;
    }

    /** The head of a frame whose stream is not named. */
    static byte[] frame(int type, int flags, int length) {
        return ByteBuffer.allocate(FRAME_HEAD)
                .putInt(length << 8 | type)
                .put((byte) flags)
                .array();
    }

    /**
     * The status that the header fields of an answer begin with, written without a table of what was sent before.
     *
     * @throws IOException when they cannot be read
     */
    static int status(ByteBuffer in, int from, int to) throws IOException {
        int at = from;
        while (at < to && (in.get(at) & TABLE_SIZE_BITS) == TABLE_SIZE) {
            at++;
        }
        if (at < to && (in.get(at) & 0xff) == STATUS_OK) {
            return 200;
        }
        byte[] block = new byte[to - at];
        in.get(at, block);
        try {
            CharSequence status = new DefaultHttp2HeadersDecoder(false)
                    .decodeHeaders(1, Unpooled.wrappedBuffer(block))
                    .status();
            return status == null ? 0 : Integer.parseInt(status.toString());
        } catch (Http2Exception | NumberFormatException unreadable) {
            throw new IOException("an answer whose headers cannot be read", unreadable);
        }
    }

    @Override
    public Connection connect(Target target, Selector selector, Answers answers) throws IOException {
        return new Http2Connection(target, selector, answers, streams);
    }
}
