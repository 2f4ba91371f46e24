package dev.kairos.bulk;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON document under way: typed values of the token at hand, and the mistakes found so far. One thread. */
final class JsonInput {

    private static final int MAX_POINTER_CHARS = 200;

    private final JsonParser json;
    private final List<InputMistake> mistakes;

    JsonInput(JsonParser json, List<InputMistake> mistakes) {
        this.json = json;
        this.mistakes = mistakes;
    }

    interface Member {
        void read(String name) throws IOException;
    }

    interface Element {
        void read() throws IOException;
    }

    JsonToken next() throws IOException {
        return json.nextToken();
    }

    boolean given(JsonToken token) {
        return json.currentToken() == token;
    }

    /** Hands on each member of the object at hand, its value being the token at hand; refuses a second of one name. */
    void object(Member member) throws IOException {
        if (!given(JsonToken.START_OBJECT)) {
            wrong("is no object", null);
            return;
        }
        Set<String> seen = new HashSet<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (seen.add(name)) {
                member.read(name);
            } else {
                wrong("is given twice", null);
            }
        }
    }

    /** Passes over the value at hand. */
    void skip() throws IOException {
        json.skipChildren();
    }

    /** Hands on each element of the array at hand. */
    void array(Element element) throws IOException {
        if (!given(JsonToken.START_ARRAY)) {
            wrong("is no array", null);
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    /** An id, or null when it is not one: then the mistake is noted. */
    @Nullable
    String id() throws IOException {
        if (!given(JsonToken.VALUE_STRING)) {
            wrong("is no string", "write ids in quotes");
            return null;
        }
        String id = json.getText();
        Unfit unfit = Texts.unfitId(id);
        if (unfit != null) {
            wrong(unfit);
            return null;
        }
        return id;
    }

    /** A value of the attribute's Java type, or null when it is none: then the mistake is noted. */
    @Nullable
    Object value(Attribute attribute) throws IOException {
        Object value = switch (attribute.type()) {
            case KEYWORD, TEXT -> text(attribute);
            case KEYWORDS -> keywords(attribute);
            case BOOLEAN -> bool();
            case INT -> whole(true);
            case LONG -> whole(false);
            case DECIMAL -> decimal();
            case INSTANT -> instant();
        };
        return fit(value);
    }

    /** The value, or null when it is an {@link Unfit}: then the mistake is noted. */
    @Nullable
    Object fit(Object value) throws IOException {
        if (value instanceof Unfit unfit) {
            wrong(unfit);
            return null;
        }
        return value;
    }

    /** A text, or an {@link Unfit}. */
    Object text(int maxBytes) throws IOException {
        return given(JsonToken.VALUE_STRING) ? Texts.checked(json.getText(), maxBytes) : no("string");
    }

    private Object text(Attribute attribute) throws IOException {
        return given(JsonToken.VALUE_STRING) ? Texts.checked(attribute, json.getText()) : no("string");
    }

    Object bool() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> no("true or false");
        };
    }

    Object instant() throws IOException {
        return given(JsonToken.VALUE_STRING) ? Texts.instant(json.getText()) : no("date and time in a string");
    }

    Object whole(boolean as32Bits) throws IOException {
        if (!given(JsonToken.VALUE_NUMBER_INT)) {
            return no("whole number");
        }
        return switch (json.getNumberType()) {
            case INT -> as32Bits ? (Object) json.getIntValue() : (Object) json.getLongValue();
            case LONG -> as32Bits ? TextValues.tooLarge(json.getText(), true) : (Object) json.getLongValue();
            default -> TextValues.tooLarge(json.getText(), as32Bits);
        };
    }

    private Object decimal() throws IOException {
        if (!given(JsonToken.VALUE_NUMBER_INT) && !given(JsonToken.VALUE_NUMBER_FLOAT)) {
            return no("number");
        }
        double value = json.getDoubleValue();
        return Double.isFinite(value) ? (Object) value : Unfit.because(Texts.shown(json.getText()) + " is too large");
    }

    private Object keywords(Attribute attribute) throws IOException {
        if (!given(JsonToken.START_ARRAY)) {
            return no("array of strings");
        }
        Set<String> words = new LinkedHashSet<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object word = fit(text(attribute));
            if (word != null) {
                words.add((String) word);
            }
        }
        return words.size() <= AttributeType.MAX_KEYWORDS ? words : TextValues.tooMany(words.size());
    }

    private Unfit no(String wanted) throws IOException {
        String message = "is no " + wanted;
        return switch (json.currentToken()) {
            case VALUE_STRING ->
                new Unfit(Texts.shown(json.getText()) + " " + message, "it is in quotes, so it is a string");
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Unfit.because(json.getText() + " " + message);
            default -> Unfit.because(message);
        };
    }

    void wrong(Unfit unfit) throws IOException {
        wrong(unfit.message(), unfit.hint());
    }

    /** Notes a mistake in the value at hand and leaves the value. */
    void wrong(String message, @Nullable String hint) throws IOException {
        mistake(message, hint);
        json.skipChildren();
    }

    /** Notes a mistake at the place at hand. */
    void mistake(String message, @Nullable String hint) {
        if (mistakes.size() < ProfileJson.MAX_MISTAKES) {
            mistakes.add(new InputMistake(pointer(), message, hint));
        }
    }

    /** Notes what the parser could not read. */
    void trouble(IOException e) {
        InputMistake trouble = JsonTrouble.in(e);
        mistake(trouble.message(), trouble.hint());
    }

    private String pointer() {
        String pointer = json.getParsingContext().pathAsPointer().toString();
        return pointer.length() <= MAX_POINTER_CHARS ? pointer : pointer.substring(0, MAX_POINTER_CHARS) + "…";
    }
}
