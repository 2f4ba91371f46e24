package dev.kairos.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.touchpoint.ConsentStatement;
import dev.kairos.touchpoint.ConsentStatements;
import dev.kairos.touchpoint.GroupId;
import dev.kairos.touchpoint.OutcomeReport;
import dev.kairos.touchpoint.Properties;
import dev.kairos.touchpoint.Touchpoint;
import dev.kairos.touchpoint.Who;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes touchpoints as they lie in the journal, for whom they are about. */
final class TouchpointJson {

    private final JsonGenerator json;

    TouchpointJson(JsonGenerator json) {
        this.json = json;
    }

    void write(Touchpoint touchpoint) throws IOException {
        json.writeStartObject();
        text("type", word(touchpoint.type()));
        text("event", touchpoint.event());
        text("messageId", touchpoint.messageId());
        time("at", touchpoint.when().eventMs());
        time("receivedAt", touchpoint.when().receivedMs());
        write(touchpoint.who());
        text("channel", touchpoint.contents().channel());
        write("properties", touchpoint.contents().properties());
        write("traits", touchpoint.contents().traits());
        write(touchpoint.contents().consent());
        write(touchpoint.contents().outcome());
        json.writeEndObject();
    }

    private void write(Who who) throws IOException {
        text("userId", who.userId());
        text("anonymousId", who.anonymousId());
        text("previousId", who.previousId());
        GroupId group = who.group();
        if (group != null) {
            text(word(group.kind()), group.id());
        }
    }

    private void write(String name, Properties properties) throws IOException {
        if (properties.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        for (int i = 0; i < properties.size(); i++) {
            json.writeFieldName(properties.name(i));
            value(properties.value(i));
        }
        json.writeEndObject();
    }

    private void value(@Nullable Object value) throws IOException {
        if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                value(item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Long whole) {
            json.writeNumber(whole);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    private void write(ConsentStatements said) throws IOException {
        if (!said.purposes().isEmpty()) {
            json.writeArrayFieldStart("consent");
            for (ConsentStatement statement : said.purposes()) {
                write(statement);
            }
            json.writeEndArray();
        }
        if (!said.categories().isEmpty()) {
            json.writeObjectFieldStart("consentCategories");
            for (Map.Entry<String, Boolean> category : said.categories().entrySet()) {
                json.writeBooleanField(category.getKey(), category.getValue());
            }
            json.writeEndObject();
        }
        text("tcf", said.tcf());
        if (said.gpc()) {
            json.writeBooleanField("gpc", true);
        }
    }

    private void write(ConsentStatement statement) throws IOException {
        json.writeStartObject();
        text("purpose", statement.purpose());
        text("status", word(statement.word()));
        time("at", statement.atMs());
        text("evidence", statement.evidence());
        json.writeEndObject();
    }

    private void write(@Nullable OutcomeReport report) throws IOException {
        if (report != null) {
            text("outcome", report.outcome().word());
            text("action", report.slot().action());
            text("decisionId", report.slot().decision().toString());
        }
    }

    private void text(String name, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private void time(String name, long ms) throws IOException {
        json.writeStringField(name, Instant.ofEpochMilli(ms).toString());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
