package dev.kairos.client;

import java.util.List;
import java.util.Map;

/** What is wrong, for people: an RFC 9457 problem if it is one, the status otherwise. */
final class Problem {

    private Problem() {}

    static String describe(int status, String body) {
        Map<?, ?> problem = read(body);
        StringBuilder text = new StringBuilder().append(status);
        append(text, " ", problem.get("detail"));
        append(text, " at ", problem.get("pointer"));
        append(text, "; ", problem.get("hint"));
        if (problem.get("errors") instanceof List<?> errors && !errors.isEmpty()) {
            append(text, " ", describe(errors.get(0)));
        }
        return text.toString();
    }

    private static Object describe(Object error) {
        return error instanceof Map<?, ?> fault ? fault.get("detail") : null;
    }

    private static Map<?, ?> read(String body) {
        try {
            return JsonReader.read(body) instanceof Map<?, ?> problem ? problem : Map.of();
        } catch (IllegalArgumentException notOurs) {
            return Map.of();
        }
    }

    private static void append(StringBuilder to, String separator, Object text) {
        if (text instanceof String some && !some.isEmpty()) {
            to.append(separator).append(some);
        }
    }
}
