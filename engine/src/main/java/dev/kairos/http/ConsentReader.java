package dev.kairos.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kairos.arbitration.Occasion;
import dev.kairos.catalogue.Catalogue;
import dev.kairos.catalogue.Purpose;
import dev.kairos.decision.DecideRequest;
import dev.kairos.mistake.Nearest;
import dev.kairos.profile.Consent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a call says of consent: by purpose true, false, or a status with its evidence. */
final class ConsentReader {

    private static final List<String> KEYS = List.of("status", "at", "evidence");
    private static final String STATUSES = "granted, denied or withdrawn";

    private final String at;
    private final Map<String, Purpose> purposes = new HashMap<>();

    /** @param at pointer to where it is said */
    ConsentReader(Catalogue catalogue, String at) {
        this.at = at;
        catalogue.purposes().forEach(purpose -> purposes.put(purpose.id(), purpose));
    }

    void read(JsonParser json, DecideRequest into) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problem.notValid("Must be an object of purposes, true or false each.", at);
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Purpose purpose = known(json.currentName());
            switch (json.nextToken()) {
                case VALUE_TRUE -> into.consent(purpose.index(), Consent.Status.GRANTED, Occasion.NOW, "");
                case VALUE_FALSE -> into.consent(purpose.index(), Consent.Status.DENIED, Occasion.NOW, "");
                case START_OBJECT -> readStatement(json, purpose, into);
                default ->
                    throw Problem.notValid("Must be true, false or an object with 'status'.", pointer(purpose, ""));
            }
        }
    }

    private Purpose known(String id) {
        Purpose purpose = purposes.get(id);
        if (purpose == null) {
            String hint = Nearest.hint(id, purposes.keySet());
            throw Problem.notValid(
                    "The pack has no such purpose" + (hint == null ? "." : "; " + hint),
                    at + "/" + JsonPointers.escape(id));
        }
        return purpose;
    }

    private void readStatement(JsonParser json, Purpose purpose, DecideRequest into) throws IOException {
        Consent.Status status = null;
        long atMs = Occasion.NOW;
        String evidence = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "status" -> status = stricter(status, status(json, purpose));
                case "at" -> atMs = time(json, purpose);
                case "evidence" -> evidence = evidence(json, purpose);
                default -> throw unknownKey(key, purpose);
            }
        }
        if (status == null) {
            throw Problem.notValid("Must say " + STATUSES + ".", pointer(purpose, "/status"));
        }
        into.consent(purpose.index(), status, atMs, evidence);
    }

    /** Of a key that is there twice, the one that does not grant. */
    private static Consent.Status stricter(Consent.@Nullable Status before, Consent.Status now) {
        return before == null || before == Consent.Status.GRANTED ? now : before;
    }

    private Consent.Status status(JsonParser json, Purpose purpose) throws IOException {
        Consent.Status status = json.currentToken() == JsonToken.VALUE_STRING
                ? Consent.Status.ofWord(json.getText()).orElse(null)
                : null;
        if (status == null) {
            throw Problem.notValid("Must be " + STATUSES + ".", pointer(purpose, "/status"));
        }
        return status;
    }

    private long time(JsonParser json, Purpose purpose) throws IOException {
        try {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                Instant at = OffsetDateTime.parse(json.getText()).toInstant();
                return at.toEpochMilli();
            }
        } catch (DateTimeException | ArithmeticException noTime) {
            // Told below.
        }
        throw Problem.notValid(
                "Must be a date and time with an offset, such as 2026-03-01T12:00:00Z.", pointer(purpose, "/at"));
    }

    private String evidence(JsonParser json, Purpose purpose) throws IOException {
        String evidence = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : null;
        if (evidence == null || Consent.cut(evidence).length() < evidence.length()) {
            throw Problem.notValid(
                    "Must be a string of at most " + Consent.MAX_EVIDENCE_BYTES + " bytes of UTF-8.",
                    pointer(purpose, "/evidence"));
        }
        return evidence;
    }

    private Problem unknownKey(String key, Purpose purpose) {
        String hint = Nearest.hint(key, KEYS);
        return Problem.notValid(
                "Unknown member" + (hint == null ? "." : "; " + hint),
                pointer(purpose, "/" + JsonPointers.escape(key)));
    }

    private String pointer(Purpose purpose, String rest) {
        return at + "/" + JsonPointers.escape(purpose.id()) + rest;
    }
}
