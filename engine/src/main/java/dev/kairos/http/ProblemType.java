package dev.kairos.http;

/** The kinds of problem that a caller may be told of. docs/http.md documents each under its {@link #uri()}. */
public enum ProblemType {
    UNREADABLE(400, "unreadable", "The request cannot be read"),
    KEY_MISSING(401, "key-missing", "A key is needed"),
    KEY_REFUSED(403, "key-refused", "The key does not allow this"),
    HOST_REFUSED(403, "host-refused", "Without keys only this machine is answered"),
    NOT_FOUND(404, "not-found", "Not found"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method is not allowed here"),
    TOO_SLOW(408, "too-slow", "The request took too long to arrive"),
    TOO_LARGE(413, "too-large", "The body is too large"),
    PATH_TOO_LONG(414, "path-too-long", "The request line is too long"),
    MEDIA_TYPE(415, "media-type", "The media type or encoding is not supported"),
    EXPECTATION(417, "expectation", "The expectation cannot be met"),
    NOT_VALID(422, "not-valid", "The request is readable, but not valid"),
    TOO_MANY(429, "too-many", "Too many requests"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The request headers are too large"),
    FAILED(500, "failed", "Something went wrong here"),
    BUSY(503, "busy", "Too busy at the moment"),
    NOT_READY(503, "not-ready", "Not ready"),
    STORE_FULL(507, "store-full", "The profile store is full");

    private final int status;
    private final String uri;
    private final String title;

    ProblemType(int status, String name, String title) {
        this.status = status;
        this.uri = "/problems/" + name;
        this.title = title;
    }

    /** The HTTP status that it comes with. */
    public int status() {
        return status;
    }

    /** Its {@code type}: a URI reference that stays the same over releases. */
    public String uri() {
        return uri;
    }

    public String title() {
        return title;
    }
}
