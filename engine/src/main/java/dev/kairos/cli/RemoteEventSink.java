package dev.kairos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.bulk.EventSink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends touchpoints to {@code POST /v1/batch} of a server, a batch a request, in their order. */
final class RemoteEventSink implements EventSink {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PatientCalls calls;

    RemoteEventSink(URI server, @Nullable String key) {
        calls = new PatientCalls(server, "/v1/batch", key, "application/json");
    }

    @Override
    public Result send(byte[] body, int rows) {
        try {
            return result(calls.post(body), rows);
        } catch (IOException e) {
            return new Result.Stopped("cannot reach " + calls.address() + ": " + PatientCalls.why(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Stopped("interrupted");
        }
    }

    private Result result(HttpResponse<String> answer, int rows) throws IOException {
        JsonNode document = JSON.readTree(answer.body());
        if (answer.statusCode() == 200 && document.path("success").asBoolean()) {
            return new Result.Taken(rejected(document.path("rejected")));
        }
        String detail = document.path("detail").asText("");
        if (answer.statusCode() == 422 && rows == 1) {
            return new Result.Taken(Map.of(0, detail));
        }
        if (answer.statusCode() == 422 && document.path("errors").size() == rows) {
            return new Result.Taken(allRejected(document.path("errors")));
        }
        return new Result.Stopped(
                calls.address() + " answered " + answer.statusCode() + (detail.isEmpty() ? "" : ": " + detail));
    }

    private static Map<Integer, String> rejected(JsonNode rows) {
        Map<Integer, String> rejected = new HashMap<>();
        for (JsonNode row : rows) {
            rejected.put(
                    row.path("index").asInt(),
                    reason(row.path("pointer").asText(), row.path("reason").asText()));
        }
        return rejected;
    }

    /** The errors are in the order of the rows. */
    private static Map<Integer, String> allRejected(JsonNode errors) {
        Map<Integer, String> rejected = new HashMap<>();
        for (JsonNode error : errors) {
            String pointer = error.path("pointer").asText();
            int end = pointer.indexOf('/', 1);
            String inRow = end < 0 ? "" : pointer.substring(end);
            rejected.put(rejected.size(), reason(inRow, error.path("detail").asText()));
        }
        return rejected;
    }

    private static String reason(String pointer, String reason) {
        return pointer.isEmpty() ? reason : pointer + ": " + reason;
    }
}
