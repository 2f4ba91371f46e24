package dev.kairos.http;

import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * Netty's HTTP/2 with our limits. All that a caller can make us keep or do without asking for anything is bounded, and
 * beyond it the connection ends with {@code ENHANCE_YOUR_CALM}.
 */
final class H2Codec extends AbstractHttp2ConnectionHandlerBuilder<H2Connection, H2Codec> {

    /** What a stream takes in that nobody has read yet, at most. */
    static final int STREAM_WINDOW = 256 * 1024;
    /** What all streams of a connection take in together that nobody has read yet, at most. */
    static final int CONNECTION_WINDOW = 1024 * 1024;

    static final int LARGEST_FRAME = 16 * 1024;
    /** Resets cost little here, since nothing begins before a request is in; but nobody needs so many. */
    static final int MOST_RESETS = 1_000;

    static final int RESETS_SECONDS = 10;
    /** Answers to pings, settings and resets that were not sent yet, since the caller does not read them. */
    static final int MOST_UNSENT_ACKS = 1_000;

    private static final int MOST_SMALL_CONTINUATIONS = 16;
    private static final int MOST_EMPTY_FRAMES = 2;
    private static final int HEADER_TABLE = 4 * 1024;

    private final Loop loop;

    private H2Codec(Loop loop) {
        this.loop = loop;
    }

    static H2Connection newConnection(Loop loop, int mostStreams) {
        DefaultHttp2Connection connection = new DefaultHttp2Connection(true);
        // Holds from the start, and not only once the caller has acknowledged the settings, which it may never do.
        connection.remote().maxActiveStreams(mostStreams);
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
        return new H2Codec(loop).limited(connection, mostStreams).build();
    }

    private H2Codec limited(Http2Connection connection, int mostStreams) {
        return connection(connection)
                .initialSettings(new Http2Settings()
                        .maxConcurrentStreams(mostStreams)
                        .initialWindowSize(STREAM_WINDOW)
                        .maxFrameSize(LARGEST_FRAME)
                        .headerTableSize(HEADER_TABLE)
                        .maxHeaderListSize(RequestDecoder.LONGEST_HEADERS))
                .validateHeaders(true)
                .decoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESETS_SECONDS)
                .encoderEnforceMaxRstFramesPerWindow(MOST_RESETS, RESETS_SECONDS)
                .encoderEnforceMaxQueuedControlFrames(MOST_UNSENT_ACKS)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(MOST_EMPTY_FRAMES)
                .decoderEnforceMaxSmallContinuationFrames(MOST_SMALL_CONTINUATIONS)
                .decoupleCloseAndGoAway(true)
                .flushPreface(false);
    }

    @Override
    protected H2Connection build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initialSettings) {
        H2Connection connection = new H2Connection(loop, decoder, encoder, initialSettings);
        frameListener(connection.requests());
        return connection;
    }
}
