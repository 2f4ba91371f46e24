package dev.kairos.bench;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A call before a protocol has given it its form. What is to change with each sending has a field of a fixed width in
 * the body, whose place is where its marker was.
 *
 * @param userId of whom it is, in quotes; null when that is not known
 * @param messageIdAt where in the body the digits of the message's id begin, or {@link #NOWHERE}
 * @param userIdAt where the customer's quoted id goes, padded with blanks
 * @param tokenAt where the quoted token goes, padded with blanks
 */
record Call(CallKind kind, byte[] body, byte @Nullable [] userId, int messageIdAt, int userIdAt, int tokenAt) {

    static final int NOWHERE = -1;
    static final int MESSAGE_ID_DIGITS = 16;
    static final int USER_ID_WIDTH = 130;
    static final int TOKEN_WIDTH = 200;

    private static final String MESSAGE_ID_MARK = "#".repeat(MESSAGE_ID_DIGITS);
    private static final String USER_ID_MARK = "\"" + "@".repeat(USER_ID_WIDTH - 2) + "\"";
    private static final String TOKEN_MARK = "\"" + "&".repeat(TOKEN_WIDTH - 2) + "\"";

    /** A call that is the same each time. */
    static Call fixed(CallKind kind, String body, @Nullable String userId) {
        return new Call(kind, utf8(body), userId == null ? null : utf8('"' + userId + '"'), NOWHERE, NOWHERE, NOWHERE);
    }

    /** Something that a customer did, under another message id each time. */
    static Call touchpoint(String userId, String event, String properties) {
        String body = "{\"type\":\"track\",\"userId\":\"" + userId + "\",\"event\":\"" + event
                + "\",\"messageId\":\"bench-" + MESSAGE_ID_MARK + "\",\"properties\":{" + properties + "}}";
        return new Call(
                CallKind.TOUCHPOINT,
                utf8(body),
                utf8('"' + userId + '"'),
                utf8Index(body, MESSAGE_ID_MARK),
                NOWHERE,
                NOWHERE);
    }

    /** What became of a decision, to be told with a token of it. */
    static Call outcome(String event) {
        String body = "{\"type\":\"track\",\"userId\":" + USER_ID_MARK + ",\"event\":\"" + event
                + "\",\"messageId\":\"bench-" + MESSAGE_ID_MARK + "\",\"properties\":{\"token\":" + TOKEN_MARK + "}}";
        return new Call(
                CallKind.OUTCOME,
                utf8(body),
                null,
                utf8Index(body, MESSAGE_ID_MARK),
                utf8Index(body, USER_ID_MARK),
                utf8Index(body, TOKEN_MARK));
    }

    /** Where it goes, on Kairos. */
    String path() {
        return kind == CallKind.DECIDE ? "/v1/decide" : "/v1/track";
    }

    private static int utf8Index(String text, String mark) {
        return utf8(text.substring(0, text.indexOf(mark))).length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
