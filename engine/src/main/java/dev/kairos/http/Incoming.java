package dev.kairos.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The request that a connection is at, reused from one to the next. Touched only by the connection's loop. */
final class Incoming {

    static final long UNKNOWN_LENGTH = -1;

    private static final int DISCARDED_AT_MOST = 64 * 1024;

    private static final AsciiString SEC_GPC = AsciiString.cached("sec-gpc");

    private static final Problem BAD_VERSION = Problem.unreadable("Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    private static final Problem BAD_LENGTH = Problem.unreadable("The Content-Length is not a number.");
    private static final Problem BAD_CODING =
            Problem.unreadable("The only Transfer-Encoding is 'chunked', in HTTP/1.1.");
    private static final Problem BAD_EXPECTATION =
            Problem.of(ProblemType.EXPECTATION, "The only expectation met is '100-continue'.");

    @Nullable
    Route route;

    String parameter = "";
    String query = "";
    HeaderLines lines = HeaderLines.NONE;
    boolean gzip;
    /** Largest body, packed or unpacked. */
    int maxBodyBytes;

    /** Of a route that looks at them when the body is in. */
    @Nullable
    HttpHeaders headers;

    /** Whether the key is yet to be found, in the body. */
    boolean keyIsInBody;

    /** Whether it says {@code Sec-GPC: 1}. */
    boolean gpc;

    private boolean keepAlive;
    private boolean http10;
    private boolean head;
    private boolean expectsContinue;
    private long contentLength;

    /** Forgets the last request. */
    void reset() {
        route = null;
        parameter = "";
        query = "";
        lines = HeaderLines.NONE;
        gzip = false;
        maxBodyBytes = 0;
        headers = null;
        keyIsInBody = false;
        gpc = false;
        keepAlive = false;
        expectsContinue = false;
        contentLength = UNKNOWN_LENGTH;
        http10 = false;
        head = false;
    }

    /** Takes in how a request is framed. @throws Problem when it contradicts itself */
    void readFraming(HttpRequest request) {
        if (request.protocolVersion().majorVersion() != 1) {
            throw BAD_VERSION;
        }
        http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        head = request.method().equals(HttpMethod.HEAD);
        HttpHeaders headers = request.headers();
        contentLength = length(headers);
        expectsContinue = expectation(headers);
        keepAlive = HttpUtil.isKeepAlive(request);
        gpc = "1".equals(headers.get(SEC_GPC));
    }

    private long length(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
            if (http10 || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)) {
                throw BAD_CODING;
            }
            return UNKNOWN_LENGTH;
        }
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        if (length == null) {
            return 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            throw BAD_LENGTH;
        }
    }

    private boolean expectation(HttpHeaders headers) {
        String expected = headers.get(HttpHeaderNames.EXPECT);
        if (expected == null || http10) {
            return false;
        }
        if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
            throw BAD_EXPECTATION;
        }
        return true;
    }

    /** In bytes, before unpacking; {@link #UNKNOWN_LENGTH} when it comes in chunks. */
    long contentLength() {
        return contentLength;
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    /** Whether the caller wants to send more on this connection. */
    boolean keepAlive() {
        return keepAlive;
    }

    /** Nothing more will be read on this connection. */
    void giveUp() {
        keepAlive = false;
    }

    /** Whether it is a decide call that was whole, and others like it can follow on the connection. */
    boolean mayComeAgain() {
        boolean onLoop = route != null && route.handling() instanceof Route.OnLoop;
        return onLoop && keepAlive && !expectsContinue && !gzip && contentLength > 0;
    }

    /** Whether its body, though refused, is rather read to its end than paid for with a new connection. */
    boolean isSmall() {
        return contentLength != UNKNOWN_LENGTH && contentLength <= DISCARDED_AT_MOST && !expectsContinue;
    }

    /** A header of a route that {@linkplain Route#needsHeaders needs} them. */
    @Nullable
    String header(AsciiString name) {
        return Objects.requireNonNull(headers).get(name);
    }

    /** What a call of OFREP asks for. */
    Evaluation evaluation(byte[] bytes, int length, long startNanos, Keys keys) {
        return new Evaluation(
                parameter.isEmpty() ? null : parameter,
                bytes,
                length,
                startNanos,
                gpc,
                header(HttpHeaderNames.IF_NONE_MATCH),
                keys.writeKeyIn(Objects.requireNonNull(headers)));
    }

    Post post(byte[] bytes, int length, Keys keys) {
        Consumer<@Nullable String> bodyKey = keyIsInBody ? keys::checkWriteKey : any -> {};
        return new Post(query, Objects.requireNonNull(headers), bytes, length, bodyKey);
    }

    /** What tells the caller of a problem with it. */
    Answer document(Problem problem) {
        return route != null && route.isOfrep() ? OfrepProblem.answer(problem, parameter) : Answer.problem(problem);
    }

    /** Whether it must be told that the connection is kept. */
    boolean mustHearOfKeepAlive() {
        return http10 && keepAlive;
    }

    /** Whether the answer has a body: not for HEAD. */
    boolean wantsBody() {
        return !head;
    }
}
