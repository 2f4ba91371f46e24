package dev.kairos.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kairos.journey.Journeys;
import dev.kairos.journey.Trail;
import dev.kairos.profile.History;
import dev.kairos.profile.JourneyState;
import dev.kairos.profile.PathItem;
import dev.kairos.schema.Schema;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes where a customer is on their journeys, and how they came there. */
final class HistoryJson {

    /** A line of the path: an item of it, or a stage that it led to. */
    private record Line(long atMs, int order, Writing writing) {}

    @FunctionalInterface
    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private final JsonGenerator json;
    private final Schema schema;
    private final long nowMs;

    /** @param schema of the pack that is live */
    HistoryJson(JsonGenerator json, Schema schema, long nowMs) {
        this.json = json;
        this.schema = schema;
        this.nowMs = nowMs;
    }

    void write(History history) throws IOException {
        if (!history.seen().isNever()) {
            time("firstSeen", history.seen().firstMs());
            time("lastSeen", history.seen().lastMs());
        }
        writeJourneys(history);
        Journeys journeys = new Journeys(schema.journeys());
        json.writeArrayFieldStart("path");
        for (Line line : lines(history, Trail.of(journeys, history.base(), history.path(), nowMs))) {
            json.writeStartObject();
            time("at", line.atMs());
            line.writing().to(json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Where the customer is now on each journey that they have entered. */
    void writeJourneys(History history) throws IOException {
        Journeys journeys = new Journeys(schema.journeys());
        json.writeObjectFieldStart("journeys");
        for (Map.Entry<String, JourneyState> journey : journeys.evaluate(history.base(), history.path(), nowMs)
                .states()
                .entrySet()) {
            json.writeObjectFieldStart(journey.getKey());
            write(journey.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void write(JourneyState state) throws IOException {
        if (state.stage() != null) {
            json.writeStringField("stage", state.stage());
        }
        time("since", state.sinceMs());
        time("entered", state.enteredMs());
        json.writeNumberField("entries", state.entries());
        json.writeBooleanField("over", state.over());
    }

    /** What happened before what it led to. */
    private static List<Line> lines(History history, List<Trail.Turn> turns) {
        Stream<Line> items = history.path().stream().map(item -> new Line(item.atMs(), 0, out -> write(item, out)));
        Stream<Line> stages = turns.stream().map(turn -> new Line(turn.atMs(), 1, out -> write(turn, out)));
        return Stream.concat(items, stages)
                .sorted(Comparator.comparingLong(Line::atMs).thenComparingInt(Line::order))
                .toList();
    }

    private static void write(Trail.Turn turn, JsonGenerator out) throws IOException {
        out.writeStringField("kind", turn.stage() == null ? "left" : "stage");
        out.writeStringField("journey", turn.journey());
        if (turn.stage() != null) {
            out.writeStringField("stage", turn.stage());
        }
    }

    private static void write(PathItem item, JsonGenerator out) throws IOException {
        switch (item.kind()) {
            case TOUCHPOINT -> {
                out.writeStringField("kind", "touchpoint");
                out.writeStringField("event", item.name());
                detail("channel", item, out);
            }
            case OUTCOME -> {
                out.writeStringField("kind", "outcome");
                out.writeStringField("outcome", item.name());
                detail("action", item, out);
                if (item.decision() != null) {
                    out.writeStringField("decisionId", item.decision().toString());
                }
            }
            case MOVE -> {
                out.writeStringField("kind", "moved");
                out.writeStringField("journey", item.name());
                detail("stage", item, out);
            }
        }
    }

    private static void detail(String name, PathItem item, JsonGenerator out) throws IOException {
        String detail = item.detail();
        if (detail != null && !detail.isEmpty()) {
            out.writeStringField(name, detail);
        }
    }

    private void time(String name, long ms) throws IOException {
        json.writeStringField(name, Instant.ofEpochMilli(ms).toString());
    }
}
