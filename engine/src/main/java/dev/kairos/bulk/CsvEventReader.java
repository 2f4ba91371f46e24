package dev.kairos.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an event of the fields of a row. One thread. */
final class CsvEventReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final EventMapping mapping;
    private final List<String> header;
    private final int userId;
    private final int anonymousId;
    private final int event;
    private final int channel;
    private final int time;
    private final RowIds ids;

    /** A cell that is not what its column should hold. */
    static final class UnfitCell extends Exception {

        private static final long serialVersionUID = 1L;

        UnfitCell(String column, String message) {
            super(column + ": " + message, null, false, false);
        }
    }

    CsvEventReader(EventMapping mapping, List<String> header) {
        this.mapping = mapping;
        this.header = header;
        userId = place(mapping.ids().userId());
        anonymousId = place(mapping.ids().anonymousId());
        event = place(mapping.what().eventColumn());
        channel = place(mapping.what().channelColumn());
        time = place(mapping.time().column());
        List<Integer> idPlaces = new ArrayList<>();
        mapping.ids().messageId().forEach(column -> idPlaces.add(header.indexOf(column)));
        ids = new RowIds(mapping.ids().prefix(), idPlaces);
    }

    private int place(@Nullable String column) {
        return column == null ? -1 : header.indexOf(column);
    }

    /** The event in the form of the Segment family. @param number of the row */
    byte[] read(CsvRecord record, String number) throws UnfitCell {
        if (record.getFields().stream().anyMatch(CsvEventReader::isBroken)) {
            throw new UnfitCell("the row", "is not UTF-8");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", mapping.type().name().toLowerCase(Locale.ROOT));
            json.writeStringField("messageId", ids.of(record, number));
            text(json, "userId", cell(record, userId));
            text(json, "anonymousId", cell(record, anonymousId));
            text(json, "event", event < 0 ? mapping.what().event() : cell(record, event));
            text(json, "channel", channel < 0 ? mapping.what().channel() : cell(record, channel));
            timestamp(json, time(cell(record, time)));
            json.writeObjectFieldStart("properties");
            for (Map.Entry<String, EventMapping.Cell> property :
                    mapping.properties().entrySet()) {
                property(json, property.getKey(), property.getValue(), record);
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toByteArray();
    }

    private static boolean isBroken(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(field.charAt(i - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** Null when the cell is empty or there is no such column. */
    private static @Nullable String cell(CsvRecord record, int place) {
        String cell = place < 0 ? "" : record.getField(place).strip();
        return cell.isEmpty() ? null : cell;
    }

    private static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }

    private static void timestamp(JsonGenerator json, @Nullable String time) throws IOException {
        boolean isNumber = time != null && time.length() <= 15 && time.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isNumber) {
            json.writeNumberField("timestamp", Long.parseLong(time));
        } else {
            text(json, "timestamp", time);
        }
    }

    private @Nullable String time(@Nullable String cell) throws UnfitCell {
        if (time < 0) {
            return null;
        }
        if (cell == null) {
            throw new UnfitCell(header.get(time), "a time is required");
        }
        if (mapping.time().pattern() == null) {
            return cell;
        }
        try {
            return mapping.time().read(cell).toString();
        } catch (DateTimeException notATime) {
            throw new UnfitCell(header.get(time), Texts.shown(cell) + " is no time of the mapping's pattern");
        }
    }

    private void property(JsonGenerator json, String name, EventMapping.Cell from, CsvRecord record)
            throws IOException, UnfitCell {
        String cell = cell(record, header.indexOf(from.column()));
        if (cell == null) {
            return;
        }
        switch (from.kind()) {
            case TEXT -> json.writeStringField(name, cell);
            case BOOLEAN -> {
                Object value = TextValues.bool(cell);
                if (!(value instanceof Boolean flag)) {
                    throw new UnfitCell(from.column(), Texts.shown(cell) + " is neither yes nor no");
                }
                json.writeBooleanField(name, flag);
            }
            case NUMBER -> number(json, name, from.column(), cell);
        }
    }

    private static void number(JsonGenerator json, String name, String column, String cell)
            throws IOException, UnfitCell {
        try {
            if (cell.length() <= 18 && cell.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-')) {
                json.writeNumberField(name, Long.parseLong(cell));
                return;
            }
            double value = Double.parseDouble(cell);
            if (Double.isFinite(value) && !cell.endsWith("d") && !cell.endsWith("f")) {
                json.writeNumberField(name, value);
                return;
            }
        } catch (NumberFormatException notANumber) {
            // As any other text.
        }
        throw new UnfitCell(column, Texts.shown(cell) + " is no number");
    }
}
