package dev.kairos.touchpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads what events say of consent: our own {@code consent}, Segment's {@code context.consent} and RudderStack's
 * {@code context.consentManagement}. Our own is strict, since its author can mend it; of the others, what is not
 * understood is as if it were unsaid.
 */
final class ConsentJson {

    private static final int MOST_STATEMENTS = 256;
    private static final int MAX_EVIDENCE_CHARS = 256;

    private final JsonParser json;
    private final EventDraft draft;
    private final ConsentDraft into;

    ConsentJson(JsonParser json, EventDraft draft, ConsentDraft into) {
        this.json = json;
        this.draft = draft;
        this.into = into;
    }

    /** {@code {"marketing": true, "profiling": {"status": "withdrawn", "at": "…", "evidence": "…"}}}. */
    void purposes() throws IOException {
        into.said.clear();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            draft.wrong("/consent", "must be an object of purposes");
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String purpose = json.currentName();
            json.nextToken();
            ConsentDraft.Said said = said(purpose);
            if (said == null || into.said.size() == MOST_STATEMENTS || draft.isWrong()) {
                String pointer = "/consent/" + purpose.replace("~", "~0").replace("/", "~1");
                draft.wrong(pointer, "must be true, false, granted, denied or withdrawn, or an object with a status");
            } else {
                into.said.add(said);
            }
        }
    }

    private ConsentDraft.@Nullable Said said(String purpose) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            ConsentStatement.Word word = word();
            return word == null ? null : new ConsentDraft.Said(purpose, word, null, "");
        }
        ConsentStatement.Word word = null;
        Long atMs = null;
        String evidence = "";
        boolean good = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "status", "granted" -> {
                    word = word();
                    good &= word != null;
                }
                case "at" -> {
                    atMs = json.currentToken() == JsonToken.VALUE_STRING ? TimeText.parse(json.getText()) : null;
                    good &= atMs != null;
                    json.skipChildren();
                }
                case "evidence" -> {
                    good &= json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() <= MAX_EVIDENCE_CHARS;
                    evidence = good ? json.getText() : "";
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        return good && word != null ? new ConsentDraft.Said(purpose, word, atMs, evidence) : null;
    }

    private ConsentStatement.@Nullable Word word() throws IOException {
        switch (json.currentToken()) {
            case VALUE_TRUE -> {
                return ConsentStatement.Word.GRANTED;
            }
            case VALUE_FALSE -> {
                return ConsentStatement.Word.DENIED;
            }
            case VALUE_STRING -> {
                String said = json.getText();
                for (ConsentStatement.Word word : ConsentStatement.Word.values()) {
                    if (word.name().toLowerCase(Locale.ROOT).equals(said)) {
                        return word;
                    }
                }
            }
            default -> json.skipChildren();
        }
        return null;
    }

    /** {@code {"categoryPreferences": {"Advertising": true}, "tcString": "…", "gpc": true}}. */
    void segment() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            switch (name) {
                case "categoryPreferences" -> categories();
                case "tcString" -> into.tcf = token == JsonToken.VALUE_STRING ? json.getText() : null;
                case "gpc" -> into.gpc = token == JsonToken.VALUE_TRUE;
                default -> {}
            }
            json.skipChildren();
        }
    }

    private void categories() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token.isBoolean()) {
                category(name, token == JsonToken.VALUE_TRUE);
            }
            json.skipChildren();
        }
    }

    /** {@code {"allowedConsentIds": ["C0001"], "deniedConsentIds": ["C0004"]}}. */
    void rudder() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token != JsonToken.START_ARRAY) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.VALUE_STRING && name.endsWith("ConsentIds")) {
                    category(json.getText(), name.equals("allowedConsentIds"));
                }
                json.skipChildren();
            }
        }
    }

    private void category(String name, boolean granted) {
        if (into.categories.size() < MOST_STATEMENTS) {
            into.category(name, granted);
        }
    }
}
