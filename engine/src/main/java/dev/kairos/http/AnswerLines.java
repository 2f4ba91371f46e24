package dev.kairos.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The header lines of answers, the same in whatever version of HTTP: text, each line with its line end before it. The
 * length of the body is not among them. One event loop.
 */
final class AnswerLines {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String NO_SNIFF = "\r\nx-content-type-options: nosniff";
    private static final String PROTECT = "\r\ncache-control: private, no-store" + NO_SNIFF;

    private long dateSecond = Long.MIN_VALUE;
    private String date = "";

    /** To be called once a second or so. Returns whether the date is another one now. */
    boolean setTime(long epochMillis) {
        long second = Math.floorDiv(epochMillis, 1000);
        if (second == dateSecond) {
            return false;
        }
        dateSecond = second;
        date = "\r\ndate: " + DATE.format(Instant.ofEpochSecond(second));
        return true;
    }

    /** Of what an endpoint replies, but for where the time went. */
    String ofReply() {
        return date + "\r\ncontent-type: " + Answer.JSON + PROTECT;
    }

    String ofStream(String contentType) {
        return date + "\r\ncontent-type: " + contentType + PROTECT + "\r\nx-accel-buffering: no";
    }

    String of(Answer answer) {
        StringBuilder lines = new StringBuilder(256).append(date);
        if (!answer.contentType().isEmpty()) {
            lines.append("\r\ncontent-type: ").append(answer.contentType());
        }
        lines.append(answer.headers().containsKey("cache-control") ? NO_SNIFF : PROTECT);
        answer.headers()
                .forEach((name, value) ->
                        lines.append("\r\n").append(name).append(": ").append(value));
        return lines.toString();
    }

    /** @param document that says what the problem is */
    String of(Problem problem, Answer document) {
        StringBuilder lines = new StringBuilder(256)
                .append(date)
                .append("\r\ncontent-type: ")
                .append(document.contentType())
                .append(PROTECT);
        if (problem.type() == ProblemType.KEY_MISSING) {
            lines.append("\r\nwww-authenticate: Bearer realm=\"kairos\", Basic realm=\"kairos\", charset=\"UTF-8\"");
        }
        if (problem.allow() != null) {
            lines.append("\r\nallow: ").append(problem.allow());
        }
        if (problem.retryAfterSeconds() > 0) {
            lines.append("\r\nretry-after: ").append(problem.retryAfterSeconds());
        }
        return lines.toString();
    }

    /** Whether an answer says how long its body is. */
    static boolean hasLength(Answer answer) {
        return answer.status() != 204 && answer.status() != 304;
    }
}
