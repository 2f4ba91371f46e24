package dev.kairos.http;

/** What key a route needs. Without keys configured, whoever reaches the server may do all. */
public enum Need {
    NO_KEY,
    WRITE_KEY,
    /** A write key, which may also be in the query or in the body: where clients of the Segment family have it. */
    WRITE_KEY_ANYWHERE,
    SECRET_KEY;

    /** Whether pages in browsers may call it. */
    boolean isForPages() {
        return this == WRITE_KEY || this == WRITE_KEY_ANYWHERE;
    }
}
