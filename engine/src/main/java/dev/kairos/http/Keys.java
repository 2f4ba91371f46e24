package dev.kairos.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Finds the key in a request and what it allows. Immutable. Compares in a time that says nothing of the keys' text. */
final class Keys {

    private static final AsciiString X_API_KEY = AsciiString.cached("x-api-key");
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    static final Problem MISSING = Problem.of(
            ProblemType.KEY_MISSING,
            "Send a key as 'Authorization: Bearer KEY', as 'X-API-Key: KEY' or as Basic user.");
    private static final Problem UNKNOWN = Problem.of(ProblemType.KEY_MISSING, "The key is not known here.");
    private static final Problem NOT_SECRET = Problem.of(ProblemType.KEY_REFUSED, "This needs a secret key.");

    private final String[] write;
    private final String[] secret;

    Keys(KeySet set) {
        write = set.write().toArray(String[]::new);
        secret = set.secret().toArray(String[]::new);
    }

    /** Returns when the request may do what needs {@code need}; throws the 401 or 403 otherwise. */
    void check(Need need, HttpHeaders headers) {
        if (need == Need.NO_KEY || isOpen()) {
            return;
        }
        String key = presented(headers);
        if (key == null) {
            throw MISSING;
        }
        boolean isSecret = isOneOf(secret, key);
        boolean isWrite = isOneOf(write, key);
        if (!isSecret && !isWrite) {
            throw UNKNOWN;
        }
        if (need == Need.SECRET_KEY && !isSecret) {
            throw NOT_SECRET;
        }
    }

    /**
     * For {@link Need#WRITE_KEY_ANYWHERE}: whether the head of the request carries a key that is known.
     *
     * @param inQuery the key in the query, or null
     * @return false when it carries none: then the body must
     * @throws Problem 401 when it carries one that is not known
     */
    boolean isInHead(HttpHeaders headers, @Nullable String inQuery) {
        if (isOpen()) {
            return true;
        }
        String key = presented(headers);
        key = key == null || key.isEmpty() ? inQuery : key;
        if (key == null) {
            return false;
        }
        checkWriteKey(key);
        return true;
    }

    /** @throws Problem 401 when it is missing or not known */
    void checkWriteKey(@Nullable String key) {
        if (key == null || key.isEmpty()) {
            throw MISSING;
        }
        boolean isSecret = isOneOf(secret, key);
        if (!isOneOf(write, key) && !isSecret) {
            throw UNKNOWN;
        }
    }

    /** The key in the head of a request when it is one that may sit in a page; null otherwise. */
    @Nullable
    String writeKeyIn(HttpHeaders headers) {
        String key = presented(headers);
        return key != null && isOneOf(write, key) ? key : null;
    }

    private boolean isOpen() {
        return write.length == 0 && secret.length == 0;
    }

    private static @Nullable String presented(HttpHeaders headers) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization == null) {
            return headers.get(X_API_KEY);
        }
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).trim();
        }
        if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return basicUser(authorization.substring(BASIC.length()).trim());
        }
        return null;
    }

    private static @Nullable String basicUser(String credentials) {
        try {
            String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.ISO_8859_1);
            int colon = decoded.indexOf(':');
            return colon < 0 ? decoded : decoded.substring(0, colon);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static boolean isOneOf(String[] keys, String presented) {
        boolean found = false;
        for (String key : keys) {
            found |= isSame(key, presented);
        }
        return found;
    }

    private static boolean isSame(String key, String presented) {
        int difference = key.length() ^ presented.length();
        for (int i = 0; i < presented.length(); i++) {
            difference |= key.charAt(i % key.length()) ^ presented.charAt(i);
        }
        return difference == 0;
    }
}
