package dev.kairos.http;

/**
 * Header lines that an answer gets besides its own, each with its line end before it; kept as text and as bytes, since
 * most answers have the same ones.
 */
record HeaderLines(String text, byte[] bytes) {

    static final HeaderLines NONE = of("");

    static HeaderLines of(String text) {
        return new HeaderLines(text, ResponseWriter.ascii(text));
    }

    HeaderLines plus(String more) {
        return of(text + more);
    }
}
