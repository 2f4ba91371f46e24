package dev.kairos.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells problems as OFREP does: what is wrong with a call is 400 with an error code, too many calls are 429, and what
 * else is wrong around it keeps its status.
 */
final class OfrepProblem {

    private OfrepProblem() {}

    /** @param flag that was asked for; empty for all */
    static Answer answer(Problem problem, String flag) {
        Map<String, String> members = new LinkedHashMap<>();
        if (!flag.isEmpty()) {
            members.put("key", flag);
        }
        members.put("errorCode", code(problem));
        members.put("errorDetails", details(problem));
        return Answer.json(status(problem), ProblemJson.encode(members));
    }

    /** OFREP's providers take 422 for a broken server, and {@code Retry-After} for one only with 429. */
    private static int status(Problem problem) {
        return switch (problem.type()) {
            case NOT_VALID -> 400;
            case BUSY -> 429;
            default -> problem.status();
        };
    }

    private static String code(Problem problem) {
        if (problem == OfrepReader.NO_TARGETING_KEY) {
            return "TARGETING_KEY_MISSING";
        }
        return switch (problem.type()) {
            case UNREADABLE -> "PARSE_ERROR";
            case NOT_VALID -> "INVALID_CONTEXT";
            case NOT_FOUND -> "FLAG_NOT_FOUND";
            default -> "GENERAL";
        };
    }

    private static String details(Problem problem) {
        String pointer =
                problem.faults().isEmpty() ? null : problem.faults().get(0).pointer();
        return pointer == null || pointer.isEmpty() ? problem.detail() : pointer + ": " + problem.detail();
    }
}
