package dev.kairos.touchpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/** The JSON parser of this room, and its troubles in our own words: its messages quote the text and name classes. */
final class EventJsonFactory {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxNameLength(4_096)
                    .maxNumberLength(400)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private EventJsonFactory() {}

    static JsonParser parser(byte[] bytes, int length) throws IOException {
        return JSON.createParser(bytes, 0, length);
    }

    static Reading.Refused refused(IOException trouble) {
        return new Reading.Refused(Reading.Why.UNREADABLE, describe(trouble));
    }

    private static String describe(IOException trouble) {
        if (!(trouble instanceof JsonProcessingException problem)) {
            return "This is no valid UTF-8 JSON.";
        }
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
