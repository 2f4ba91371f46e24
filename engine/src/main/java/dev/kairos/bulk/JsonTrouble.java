package dev.kairos.bulk;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.CharConversionException;
import java.io.IOException;

/** Says in our words what the JSON parser could not read: its own messages name classes. */
final class JsonTrouble {

    private JsonTrouble() {}

    static InputMistake in(IOException trouble) {
        if (trouble instanceof JsonEOFException eof) {
            return new InputMistake("", "the JSON ends too early" + place(eof.getLocation()), null);
        }
        if (trouble instanceof StreamConstraintsException limit) {
            return new InputMistake("", "the JSON nests too deep, or a key or number is too long", null);
        }
        if (trouble instanceof JsonProcessingException syntax) {
            return new InputMistake("", "is not valid JSON" + place(syntax.getLocation()) + detail(syntax), null);
        }
        String what = trouble instanceof CharConversionException ? "is not UTF-8" : "cannot be read";
        return new InputMistake("", what, null);
    }

    private static String detail(JsonProcessingException syntax) {
        String message = syntax.getOriginalMessage();
        if (message == null || message.indexOf('`') >= 0 || message.indexOf('\n') >= 0 || message.length() > 120) {
            return "";
        }
        return ": " + message;
    }

    private static String place(JsonLocation location) {
        return location == null
                ? ""
                : " at line " + location.getLineNr() + ", column " + Math.max(1, location.getColumnNr());
    }
}
