package dev.kairos.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kairos.bulk.ProfileJson;
import dev.kairos.bulk.ProfileSink;
import dev.kairos.profile.Change;
import dev.kairos.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends profiles to {@code POST /v1/profiles/import} of a server, a batch a request, so that what becomes of each row is
 * known before the next is read.
 */
final class RemoteSink implements ProfileSink {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PatientCalls calls;
    private final ProfileJson json;

    RemoteSink(URI server, @Nullable String key, Schema schema) {
        this.calls = new PatientCalls(server, "/v1/profiles/import", key, "application/x-ndjson");
        this.json = new ProfileJson(schema, InstantSource.system());
    }

    @Override
    public void write(List<Change> batch, Consumer<List<Outcome>> done) {
        done.accept(written(batch));
    }

    private List<Outcome> written(List<Change> batch) {
        try {
            return outcomes(batch.size(), calls.post(body(batch)));
        } catch (IOException e) {
            return over(batch.size(), "cannot reach " + calls.address() + ": " + PatientCalls.why(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return over(batch.size(), "interrupted");
        }
    }

    private byte[] body(List<Change> batch) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(batch.size() * 512);
        for (Change change : batch) {
            body.write(json.write(change));
            body.write('\n');
        }
        return body.toByteArray();
    }

    private List<Outcome> outcomes(int size, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            return over(size, calls.address() + " answered " + answer.statusCode() + problem(answer.body()));
        }
        Map<Integer, String> reasons = new HashMap<>();
        int created = -1;
        for (String line : answer.body().lines().toList()) {
            JsonNode node = JSON.readTree(line);
            if (node.has("line")) {
                reasons.put(node.get("line").asInt() - 1, reason(node.path("errors")));
            } else if (node.has("created")) {
                created = node.get("created").asInt();
            }
        }
        return created < 0
                ? over(size, calls.address() + " answered without the counts: is it a Kairos server?")
                : outcomes(size, reasons, created);
    }

    /** The server counts what is new and what is not; which row is which it does not say, and nobody asks. */
    private static List<Outcome> outcomes(int size, Map<Integer, String> reasons, int created) {
        List<Outcome> outcomes = new ArrayList<>(size);
        int left = created;
        for (int i = 0; i < size; i++) {
            String reason = reasons.get(i);
            if (reason != null) {
                outcomes.add(new Outcome(Status.REJECTED, reason));
            } else {
                outcomes.add(new Outcome(left-- > 0 ? Status.CREATED : Status.UPDATED, ""));
            }
        }
        return outcomes;
    }

    private static String reason(JsonNode errors) {
        List<String> reasons = new ArrayList<>();
        Function<String, String> in = text -> text.isEmpty() ? "" : text + ": ";
        errors.forEach(error -> reasons.add(
                in.apply(error.path("pointer").asText()) + error.path("detail").asText()));
        return reasons.isEmpty() ? "rejected by the server" : String.join("; ", reasons);
    }

    private static String problem(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            String detail = problem.path("detail").asText(problem.path("title").asText());
            return detail.isEmpty() ? "" : ": " + detail;
        } catch (IOException noProblemDocument) {
            return "";
        }
    }

    private static List<Outcome> over(int size, String reason) {
        return Collections.nCopies(size, new Outcome(Status.OVER, reason));
    }
}
