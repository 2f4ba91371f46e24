package dev.kairos.decision;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.profile.Consent;
import java.io.IOException;
import java.time.Instant;

/** Writes what was said of purposes, and what decided. */
final class ConsentExplanation {

    private final NameTables names;

    ConsentExplanation(NameTables names) {
        this.names = names;
    }

    /** What the call itself said. */
    void writeStated(JsonGenerator json, RecordContents contents) throws IOException {
        if (contents.consent.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("consent");
        for (DecisionVisitor.Said said : contents.consent) {
            json.writeFieldName(purpose(said));
            json.writeStartObject();
            write(json, said.status(), said.atMs(), said.evidence());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** By purpose that something considered needs: the statement that decided, and where it was found. */
    void writeBases(JsonGenerator json, RecordContents contents) throws IOException {
        if (contents.consentBases.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("purposes");
        for (RecordContents.Basis basis : contents.consentBases) {
            DecisionVisitor.Said said = basis.said();
            json.writeFieldName(purpose(said));
            json.writeStartObject();
            json.writeStringField("from", Explanation.word(basis.origin()));
            write(json, said.status(), said.atMs(), said.evidence());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Consent.Status status, long atMs, String evidence) throws IOException {
        json.writeStringField("status", status.word());
        json.writeStringField("at", Instant.ofEpochMilli(atMs).toString());
        Explanation.writeUnlessNull(json, "evidence", evidence.isEmpty() ? null : evidence);
    }

    private String purpose(DecisionVisitor.Said said) {
        return Explanation.named(names.purposeId(said.purpose()), said.purpose());
    }
}
