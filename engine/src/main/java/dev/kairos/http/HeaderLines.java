package dev.kairos.http;

import org.jspecify.annotations.Nullable;

/**
 * Header lines that an answer gets besides its own, each with its line end before it; kept in all the forms in which
 * they are sent, since most answers have the same ones. Immutable.
 */
final class HeaderLines {

    static final HeaderLines NONE = of("");

    private final String text;
    private final byte[] bytes;
    /** Made when it is asked for; made twice, it is the same. */
    private byte @Nullable [] fields;

    private HeaderLines(String text) {
        this.text = text;
        this.bytes = ResponseWriter.ascii(text);
    }

    static HeaderLines of(String text) {
        return new HeaderLines(text);
    }

    HeaderLines plus(String more) {
        return of(text + more);
    }

    String text() {
        return text;
    }

    /** As in HTTP/1.1. */
    byte[] bytes() {
        return bytes;
    }

    /** As in HTTP/2. */
    byte[] fields() {
        byte[] made = fields;
        if (made == null) {
            made = Hpack.fields(text);
            fields = made;
        }
        return made;
    }
}
