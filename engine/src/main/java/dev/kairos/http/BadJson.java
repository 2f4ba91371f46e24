package dev.kairos.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;

/** Says what is wrong with a JSON text in the caller's terms: the parser's own messages quote the text and its classes. */
final class BadJson {

    private BadJson() {}

    static String describe(JsonProcessingException problem) {
        JsonLocation at = problem.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        if (problem instanceof JsonEOFException) {
            return "The JSON ends too early" + where + ".";
        }
        if (problem instanceof StreamConstraintsException) {
            return "The JSON is nested too deeply, or has a name or number that is too long" + where + ".";
        }
        return "This is no valid JSON" + where + ".";
    }
}
