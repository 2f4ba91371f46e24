package dev.kairos.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** What to tell a caller whose request the decoder gave up on. */
final class Malformed {

    private static final Problem LINE = Problem.of(
            ProblemType.PATH_TOO_LONG, "The request line has more than " + RequestDecoder.LONGEST_LINE + " bytes.");
    private static final Problem HEADERS = Problem.of(
            ProblemType.HEADERS_TOO_LARGE,
            "The headers have more than " + RequestDecoder.LONGEST_HEADERS + " bytes together.");
    private static final Problem OTHER = Problem.unreadable("This is not a well-formed HTTP request.");

    private Malformed() {}

    static Problem problem(@Nullable Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return LINE;
        }
        return cause instanceof TooLongHttpHeaderException ? HEADERS : OTHER;
    }
}
