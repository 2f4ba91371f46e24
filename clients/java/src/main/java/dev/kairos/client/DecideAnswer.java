package dev.kairos.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Reads what the server says to a decide call. Whatever it is, something comes of it. */
final class DecideAnswer {

    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    private DecideAnswer() {}

    /** @return what the server decided, or the default with the reason why it is that */
    static Decisions read(DecideRequest request, Map<String, String> defaults, int status, String body) {
        if (status != OK) {
            WhyDefault why = status < SERVER_ERROR ? WhyDefault.REJECTED : WhyDefault.SERVER_FAILED;
            return Decisions.byDefault(request, defaults, why, Problem.describe(status, body));
        }
        try {
            return read(object(JsonReader.read(body)));
        } catch (IllegalArgumentException | ClassCastException unreadable) {
            return Decisions.byDefault(request, defaults, WhyDefault.UNREADABLE, unreadable.getMessage());
        }
    }

    private static Decisions read(Map<?, ?> answer) {
        List<Decision> decisions = new ArrayList<>();
        for (Object one : (List<?>) required(answer, "decisions")) {
            decisions.add(decision(object(one)));
        }
        return new Decisions(
                (String) required(answer, "decisionId"),
                (String) required(answer, "pack"),
                Boolean.TRUE.equals(answer.get("degraded")),
                decisions,
                explanation(answer),
                null,
                null);
    }

    private static Decision decision(Map<?, ?> one) {
        return new Decision(
                (String) required(one, "placement"),
                (String) one.get("action"),
                (String) one.get("fragment"),
                (String) required(one, "reason"),
                (Boolean) required(one, "fallback"),
                (String) one.get("token"));
    }

    @SuppressWarnings("unchecked") // what the reader makes has names for keys
    private static Map<String, Object> explanation(Map<?, ?> answer) {
        Object explanation = answer.get("explanation");
        return explanation == null ? Map.of() : Collections.unmodifiableMap((Map<String, Object>) explanation);
    }

    private static Map<?, ?> object(Object json) {
        Checks.that(json instanceof Map, "the answer has something else where an object should be");
        return (Map<?, ?>) json;
    }

    private static Object required(Map<?, ?> object, String name) {
        Object value = object.get(name);
        Checks.that(value != null, "the answer has no '" + name + "'");
        return value;
    }
}
