package dev.kairos.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks what a request says that its body is. */
final class MediaTypes {

    private static final Problem NOT_JSON = Problem.of(
            ProblemType.MEDIA_TYPE, "Send the body as 'Content-Type: application/json' (text/plain is taken as well).");
    private static final Problem NOT_UTF8 =
            Problem.of(ProblemType.MEDIA_TYPE, "Bodies are UTF-8; another charset is not read.");
    private static final Problem NOT_GZIP =
            Problem.of(ProblemType.MEDIA_TYPE, "A body may be packed with 'Content-Encoding: gzip' only.");

    private MediaTypes() {}

    /** Takes JSON, NDJSON, and text/plain or nothing at all, which is what beacons of pages can send. */
    static void checkType(HttpHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (type == null || type.equals(Answer.JSON)) {
            return;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        int semicolon = lower.indexOf(';');
        String essence = (semicolon < 0 ? lower : lower.substring(0, semicolon)).trim();
        if (!essence.isEmpty()
                && !essence.equals("text/plain")
                && !essence.equals("application/octet-stream")
                && !isJson(essence)) {
            throw NOT_JSON;
        }
        if (semicolon >= 0) {
            checkCharset(lower.substring(semicolon + 1));
        }
    }

    private static boolean isJson(String essence) {
        return essence.equals(Answer.JSON)
                || essence.equals(Answer.NDJSON)
                || essence.equals("application/ndjson")
                || (essence.startsWith("application/") && essence.endsWith("+json"));
    }

    private static void checkCharset(String parameters) {
        for (String parameter : parameters.split(";")) {
            String[] parts = parameter.trim().split("=", 2);
            if (parts.length == 2 && parts[0].trim().equals("charset")) {
                String charset = parts[1].trim().replace("\"", "");
                if (!charset.equals("utf-8") && !charset.equals("utf8") && !charset.equals("us-ascii")) {
                    throw NOT_UTF8;
                }
            }
        }
    }

    /** Whether the body is gzipped. @throws Problem 415 when it is packed in another way */
    static boolean isGzip(HttpHeaders headers) {
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        if (encoding == null || isIdentity(encoding)) {
            return false;
        }
        if (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")) {
            return true;
        }
        throw NOT_GZIP;
    }

    private static boolean isIdentity(@Nullable String encoding) {
        return encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity");
    }
}
