package dev.kairos.http;

import dev.kairos.mistake.Mistake;
import org.jspecify.annotations.Nullable;

/**
 * One of the things wrong with a request, or with the files that it made the server read.
 *
 * @param detail what is wrong, in words
 * @param pointer a JSON pointer (RFC 6901) to it in the request's body, "" for the body as a whole, or null
 * @param file the pack's file it is in, or null
 * @param line in that file, 1-based; 0 for the file as a whole
 * @param hint what to do about it, or null
 */
public record Fault(
        String detail,
        @Nullable String pointer,
        @Nullable String file,
        int line,
        @Nullable String hint) {

    public static Fault at(String pointer, String detail) {
        return new Fault(detail, pointer, null, 0, null);
    }

    public static Fault of(Mistake mistake) {
        return new Fault(
                mistake.message(),
                null,
                mistake.file(),
                mistake.line(),
                mistake.hint().isEmpty() ? null : mistake.hint());
    }
}
