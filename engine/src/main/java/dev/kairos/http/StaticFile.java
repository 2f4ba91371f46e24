package dev.kairos.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that is the same for every caller: read once, answered from memory, and not sent again to whoever has it, which
 * its ETag tells. Which path leads to it is said by {@link Route#file}, so nothing of a request ever names a file.
 * Immutable.
 */
public final class StaticFile {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "json", Answer.JSON,
            "svg", "image/svg+xml");

    private final String etag;
    private final Answer whole;
    private final Answer notModified;

    private StaticFile(String contentType, byte[] body, Map<String, String> headers) {
        etag = '"' + hash(body) + '"';
        Map<String, String> all = new HashMap<>(headers);
        all.put("etag", etag);
        all.putIfAbsent("cache-control", "no-cache");
        whole = new Answer(200, contentType, body, Map.copyOf(all));
        notModified = Answer.empty(304, Map.copyOf(all));
    }

    /** @param headers further ones, with lower-case names; {@code cache-control} instead of asking each time */
    public static StaticFile of(String name, byte[] body, Map<String, String> headers) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("no media type is known for " + name);
        }
        return new StaticFile(type, body, headers);
    }

    /** @param resource absolute, of the class path */
    public static StaticFile ofResource(String resource, Map<String, String> headers) {
        return of(resource, bytes(resource), headers);
    }

    /** @throws IllegalStateException when the build has left it out */
    public static byte[] bytes(String resource) {
        try (InputStream in = StaticFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build has left out " + resource);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @param has what the caller says that it has, as in {@code If-None-Match}; null when it says nothing */
    Answer answer(@Nullable String has) {
        return has != null && (EntityTags.isAmong(has, etag) || has.trim().equals("*")) ? notModified : whole;
    }

    private static String hash(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
