package dev.kairos.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.journey.Receipt;
import dev.kairos.touchpoint.BadRow;
import dev.kairos.touchpoint.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is answered to a delivery of touchpoints. Clients send again after 429 and 5xx, and throw the whole batch away
 * after any other 4xx: so what is wrong with some rows must be said in a 200, and what may pass must not be said in a
 * 4xx (docs/decisions/0704-partial-failure.md).
 */
final class DeliveryAnswer {

    private static final Answer ALL = Answer.json("{\"success\":true}".getBytes(StandardCharsets.UTF_8));
    private static final Problem BUSY =
            Problem.tooMany("More touchpoints are waiting than can be written. Try again later.", 1);
    private static final Problem CLOSED = Problem.notReady("No touchpoints are taken at the moment.", 1);
    private static final Problem FAILED =
            Problem.of(ProblemType.FAILED, "The touchpoints could not be written. The server's log says more.");

    private DeliveryAnswer() {}

    /** @throws Problem 422 when there is not one good row among bad ones */
    static Answer taken(Reading.Rows rows) {
        if (rows.bad().isEmpty()) {
            return ALL;
        }
        if (rows.good().isEmpty()) {
            throw noneIsGood(rows.bad());
        }
        return Answer.json(Json.object(out -> {
            out.writeBooleanField("success", true);
            out.writeNumberField("accepted", rows.good().size());
            out.writeArrayFieldStart("rejected");
            for (BadRow row : rows.bad()) {
                write(row, out);
            }
            out.writeEndArray();
        }));
    }

    private static void write(BadRow row, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("index", row.index());
        if (row.messageId() != null) {
            out.writeStringField("messageId", shortened(row.messageId()));
        }
        out.writeStringField("pointer", row.pointer());
        out.writeStringField("reason", row.reason());
        out.writeEndObject();
    }

    private static String shortened(String messageId) {
        return messageId.length() <= 256 ? messageId : messageId.substring(0, 256);
    }

    private static Problem noneIsGood(List<BadRow> bad) {
        List<Fault> faults = bad.stream()
                .map(row -> Fault.at(
                        row.pointer().isEmpty() ? "/" + row.index() : "/" + row.index() + row.pointer(), row.reason()))
                .toList();
        if (bad.size() == 1) {
            BadRow row = bad.get(0);
            return Problem.notValid("This is no touchpoint: " + row.reason() + ".", row.pointer());
        }
        return Problem.notValid("None of the " + bad.size() + " rows is a touchpoint.", faults);
    }

    static Problem problem(Reading.Refused refused) {
        return switch (refused.why()) {
            case UNREADABLE -> Problem.unreadable(refused.detail());
            case NOT_VALID -> Problem.notValid(refused.detail(), "");
            case TOO_LARGE -> Problem.tooLarge(refused.detail());
            case FORMAT -> Problem.of(ProblemType.MEDIA_TYPE, refused.detail());
        };
    }

    static Problem problem(Receipt receipt) {
        return switch (receipt) {
            case BUSY -> BUSY;
            case CLOSED -> CLOSED;
            default -> FAILED;
        };
    }
}
