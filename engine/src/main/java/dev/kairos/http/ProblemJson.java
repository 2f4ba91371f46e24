package dev.kairos.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes problem documents. Whatever was quoted from a request comes out as plain text: everything that means something
 * to JSON, HTML or a terminal is escaped, and long texts are cut.
 */
final class ProblemJson {

    /** Longest detail or pointer, in UTF-16 units: a caller's own text comes back as a quotation, not as an echo. */
    static final int LONGEST_TEXT = 500;
    /** Most faults listed; what is left out is counted in the detail of the last. */
    static final int MOST_FAULTS = 100;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder json = new StringBuilder(256);

    private ProblemJson() {}

    static byte[] encode(Problem problem) {
        ProblemJson document = new ProblemJson();
        document.writeProblem(problem);
        return document.json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** An object of texts, written with the same care. */
    static byte[] encode(Map<String, String> members) {
        ProblemJson document = new ProblemJson();
        document.json.append('{');
        members.forEach(document::member);
        return document.json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void writeProblem(Problem problem) {
        ProblemType type = problem.type();
        json.append('{');
        member("type", type.uri());
        member("title", type.title());
        json.append(",\"status\":").append(type.status());
        member("detail", problem.detail());
        writeFaults(problem.faults());
        json.append('}');
    }

    private void writeFaults(List<Fault> faults) {
        if (faults.size() == 1 && faults.get(0).file() == null) {
            optionalMember("pointer", faults.get(0).pointer());
            optionalMember("hint", faults.get(0).hint());
            return;
        }
        if (faults.isEmpty()) {
            return;
        }
        json.append(",\"errors\":[");
        int listed = Math.min(faults.size(), MOST_FAULTS);
        for (int i = 0; i < listed; i++) {
            json.append(i == 0 ? "{" : ",{");
            writeFault(faults.get(i));
            json.append('}');
        }
        if (listed < faults.size()) {
            json.append(",{");
            member("detail", "and " + (faults.size() - listed) + " more");
            json.append('}');
        }
        json.append(']');
    }

    private void writeFault(Fault fault) {
        member("detail", fault.detail());
        optionalMember("pointer", fault.pointer());
        optionalMember("file", fault.file());
        if (fault.line() > 0) {
            json.append(",\"line\":").append(fault.line());
        }
        optionalMember("hint", fault.hint());
    }

    private void optionalMember(String name, @Nullable String value) {
        if (value != null) {
            member(name, value);
        }
    }

    private void member(String name, String value) {
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        json.append('"').append(name).append("\":\"");
        int end = Math.min(value.length(), LONGEST_TEXT);
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(value.charAt(i + 1))) {
                json.append(c).append(value.charAt(++i));
            } else if (needsEscape(c)) {
                escape(c);
            } else {
                json.append(c);
            }
        }
        json.append(end < value.length() ? "…\"" : "\"");
    }

    private static boolean needsEscape(char c) {
        return c < ' '
                || c == '"'
                || c == '\\'
                || c == '<'
                || c == '>'
                || c == '&'
                || (c >= 0x7f && c < 0xa0)
                || (c >= 0x2028 && c <= 0x202e)
                || Character.isSurrogate(c);
    }

    private void escape(char c) {
        if (c == '"' || c == '\\') {
            json.append('\\').append(c);
        } else if (Character.isSurrogate(c)) {
            json.append('\ufffd');
        } else {
            json.append("\\u")
                    .append(HEX[c >> 12])
                    .append(HEX[(c >> 8) & 15])
                    .append(HEX[(c >> 4) & 15])
                    .append(HEX[c & 15]);
        }
    }
}
