package dev.kairos.http;

import dev.kairos.touchpoint.Delivery;
import dev.kairos.touchpoint.Touchpoint;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the headers of a request say of the touchpoints in its body. */
final class DeliveryHeaders {

    private static final AsciiString ANONYMOUS_ID = AsciiString.cached("anonymousid");
    private static final AsciiString GPC = AsciiString.cached("sec-gpc");
    private static final AsciiString SEGMENT_RETRY = AsciiString.cached("x-retry-count");
    private static final AsciiString RUDDER_RETRY = AsciiString.cached("rsa-retry-attempt");
    private static final Problem BAD_ANONYMOUS_ID = Problem.unreadable("The AnonymousId header is no base64 of UTF-8.");

    private DeliveryHeaders() {}

    /** @throws Problem when the {@code AnonymousId} header cannot be read */
    static Delivery delivery(
            HttpHeaders headers, long receivedMs, Touchpoint.@Nullable Type type, Map<String, String> kept) {
        String anonymousId = headers.get(ANONYMOUS_ID);
        return new Delivery(
                receivedMs,
                type,
                anonymousId == null || anonymousId.isEmpty() ? null : unpacked(anonymousId),
                "1".equals(headers.get(GPC)),
                isRetry(headers.get(SEGMENT_RETRY)) || isRetry(headers.get(RUDDER_RETRY)),
                kept);
    }

    /** Its first try may say 0. */
    private static boolean isRetry(@Nullable String count) {
        return count != null && !count.isEmpty() && !count.equals("0");
    }

    /** RudderStack packs it so that it has characters that a header can bear. */
    private static String unpacked(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException unreadable) {
            throw BAD_ANONYMOUS_ID;
        }
    }

    /** Those in which CloudEvents say what they are and, in binary mode, their attributes; by lower-case name. */
    static Map<String, String> ofCloudEvents(HttpHeaders headers) {
        Map<String, String> kept = new TreeMap<>();
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (type != null) {
            kept.put("content-type", type);
        }
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            if (name.regionMatches(true, 0, "ce-", 0, 3)) {
                kept.put(name.toLowerCase(Locale.ROOT), header.getValue());
            }
        }
        return kept;
    }
}
