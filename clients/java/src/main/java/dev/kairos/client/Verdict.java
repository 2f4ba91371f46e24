package dev.kairos.client;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the server makes of a batch of touchpoints. */
sealed interface Verdict {

    /** Taken but for the rows named, by their index, with the reason. */
    record Taken(Map<Integer, String> rejected) implements Verdict {}

    /** To be sent again, after so long at least. */
    record Again(long afterNanos, String why) implements Verdict {}

    /** To be sent again in smaller batches. */
    record TooLarge(String detail) implements Verdict {}

    /** Sending it again would not help. */
    record Refused(String detail) implements Verdict {}

    static Verdict of(HttpResponse<String> answer) {
        int status = answer.statusCode();
        return switch (status) {
            case 200 -> taken(answer.body());
            case 408, 429 -> new Again(retryAfterNanos(answer), Problem.describe(status, answer.body()));
            case 413 -> new TooLarge(Problem.describe(status, answer.body()));
            default ->
                status >= 500
                        ? new Again(retryAfterNanos(answer), Problem.describe(status, answer.body()))
                        : new Refused(Problem.describe(status, answer.body()));
        };
    }

    /** A 200 that does not say success is not of Kairos: a portal's page, say, so the batch has not arrived. */
    private static Verdict taken(String body) {
        try {
            if (JsonReader.read(body) instanceof Map<?, ?> answer && Boolean.TRUE.equals(answer.get("success"))) {
                return new Taken(rejected(answer.get("rejected")));
            }
        } catch (IllegalArgumentException | ClassCastException notOurs) {
            // said below
        }
        return new Again(0, "200, but not by Kairos");
    }

    private static Map<Integer, String> rejected(Object rows) {
        if (rows == null) {
            return Map.of();
        }
        Map<Integer, String> rejected = new HashMap<>();
        for (Object row : (List<?>) rows) {
            if (row instanceof Map<?, ?> bad && bad.get("index") instanceof Long index) {
                rejected.put(index.intValue(), bad.get("reason") + " at " + bad.get("pointer"));
            }
        }
        return rejected;
    }

    private static long retryAfterNanos(HttpResponse<?> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,4}") ? TimeUnit.SECONDS.toNanos(Long.parseLong(seconds)) : 0;
    }
}
