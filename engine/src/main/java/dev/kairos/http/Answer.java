package dev.kairos.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a route answers that is not on the decide path. The array is not copied.
 *
 * @param contentType empty when there is no body
 * @param headers further headers, with lower-case names; written as they are, so never from a request
 */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {

    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";

    public static Answer json(byte[] document) {
        return new Answer(200, JSON, document, Map.of());
    }

    public static Answer json(int status, byte[] document) {
        return new Answer(status, JSON, document, Map.of());
    }

    public static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Answer of(String contentType, byte[] body) {
        return new Answer(200, contentType, body, Map.of());
    }

    public static Answer empty(int status) {
        return new Answer(status, "", new byte[0], Map.of());
    }

    static Answer problem(Problem problem) {
        return new Answer(problem.status(), "application/problem+json", problem.toJson(), Map.of());
    }

    static Answer empty(int status, Map<String, String> headers) {
        return new Answer(status, "", new byte[0], headers);
    }
}
