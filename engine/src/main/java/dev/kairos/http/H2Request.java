package dev.kairos.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a request of HTTP/2 as what it would be in HTTP/1.1, so that both are admitted by the same rules.
 * What Netty's decoder has checked already is not checked again: connection-specific fields, the order of pseudo
 * fields, and that the body is as long as was said.
 */
final class H2Request {

    private static final DefaultHttpHeadersFactory HEADERS = DefaultHttpHeadersFactory.headersFactory();

    private @Nullable CharSequence method;
    private @Nullable CharSequence path;
    private @Nullable CharSequence scheme;
    private @Nullable CharSequence authority;
    private final HttpHeaders headers = HEADERS.newHeaders();

    private H2Request() {}

    /**
     * @param ended whether nothing follows the head
     * @throws IllegalArgumentException when it is malformed, as RFC 9113 (8.1.1) calls it
     */
    static HttpRequest of(Http2Headers fields, boolean ended) {
        H2Request request = new H2Request();
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            request.take(field.getKey(), field.getValue());
        }
        return request.whole(ended);
    }

    /** Stands for one whose fields were too many, or too long, to be read. */
    static HttpRequest tooLarge() {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", HEADERS.newHeaders());
        request.setDecoderResult(DecoderResult.failure(new TooLongHttpHeaderException()));
        return request;
    }

    private void take(CharSequence name, CharSequence value) {
        if (name.charAt(0) != ':') {
            headers.add(name, value);
        } else if (Http2Headers.PseudoHeaderName.METHOD.value().contentEquals(name)) {
            method = once(method, value);
        } else if (Http2Headers.PseudoHeaderName.PATH.value().contentEquals(name)) {
            path = once(path, value);
        } else if (Http2Headers.PseudoHeaderName.SCHEME.value().contentEquals(name)) {
            scheme = once(scheme, value);
        } else if (Http2Headers.PseudoHeaderName.AUTHORITY.value().contentEquals(name)) {
            authority = once(authority, value);
        } else {
            throw new IllegalArgumentException("a pseudo field that is not known");
        }
    }

    private static CharSequence once(@Nullable CharSequence before, CharSequence value) {
        if (before != null) {
            throw new IllegalArgumentException("a pseudo field twice");
        }
        return value;
    }

    private HttpRequest whole(boolean ended) {
        if (method == null || path == null || scheme == null || path.length() == 0) {
            throw new IllegalArgumentException("a pseudo field is missing");
        }
        takeAuthority();
        if (!ended && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        HttpRequest request = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(method.toString()), path.toString(), headers);
        checkPath(request);
        return request;
    }

    private void takeAuthority() {
        if (authority == null) {
            return;
        }
        for (String host : headers.getAll(HttpHeaderNames.HOST)) {
            if (!host.contentEquals(authority)) {
                throw new IllegalArgumentException("Host is another than :authority");
            }
        }
        headers.set(HttpHeaderNames.HOST, authority);
    }

    private static void checkPath(HttpRequest request) {
        String target = request.uri();
        if (target.length() > RequestDecoder.LONGEST_LINE) {
            request.setDecoderResult(DecoderResult.failure(new TooLongHttpLineException()));
            return;
        }
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) == 0x7f) {
                throw new IllegalArgumentException("a character in :path that none has");
            }
        }
    }
}
