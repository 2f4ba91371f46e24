package dev.kairos.cli;

import dev.kairos.bulk.EventMapping;
import dev.kairos.mistake.Mistakes;
import dev.kairos.pack.YamlMap;
import dev.kairos.pack.YamlNode;
import dev.kairos.pack.YamlReader;
import dev.kairos.touchpoint.Touchpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how the columns of a CSV file become touchpoints: docs/loading.md says what stands in it. */
final class EventMappingFile {

    private final YamlMap root;

    private EventMappingFile(YamlMap root) {
        this.root = root;
    }

    /** @throws Failure after all mistakes were told */
    static EventMapping read(Path file, Terminal terminal) {
        Mistakes mistakes = new Mistakes();
        String name = String.valueOf(file.getFileName());
        EventMapping mapping = null;
        try {
            YamlMap root = YamlReader.read(name, Files.readAllBytes(file), mistakes);
            mapping = root == null ? null : new EventMappingFile(root).mapping();
        } catch (IOException e) {
            mistakes.add(name, 0, "cannot be read");
        }
        if (mapping == null || !mistakes.isEmpty()) {
            mistakes.sorted().forEach(mistake -> terminal.tell(mistake.toString()));
            throw new Failure("the mapping has mistakes");
        }
        return mapping;
    }

    private EventMapping mapping() {
        EventMapping.Ids ids =
                new EventMapping.Ids(root.text("userId"), root.text("anonymousId"), columns("messageId"), prefix());
        if (ids.userId() == null && ids.anonymousId() == null) {
            root.mistake("'userId' or 'anonymousId' is required", "name the column that says who it was");
        }
        Touchpoint.Type type = type();
        EventMapping.What what = what(type);
        EventMapping.Time time = time();
        Map<String, EventMapping.Cell> properties = properties();
        root.refuseOthers();
        return new EventMapping(type, ids, what, time, properties);
    }

    private String prefix() {
        String prefix = root.text("prefix");
        return prefix == null ? "file-" : prefix;
    }

    private List<String> columns(String key) {
        List<String> columns = new ArrayList<>();
        for (YamlNode node : root.oneOrMore(key)) {
            String column = node.text();
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }

    private Touchpoint.Type type() {
        String word = root.text("type");
        for (Touchpoint.Type type : Touchpoint.Type.values()) {
            boolean fits =
                    type == Touchpoint.Type.TRACK || type == Touchpoint.Type.PAGE || type == Touchpoint.Type.SCREEN;
            if (fits && type.name().toLowerCase(Locale.ROOT).equals(word == null ? "track" : word)) {
                return type;
            }
        }
        root.mistake("type: '" + word + "' is no type of a file", "track, page or screen; track when there is none");
        return Touchpoint.Type.TRACK;
    }

    private EventMapping.What what(Touchpoint.Type type) {
        String column = root.text("event");
        String name = root.text("eventName");
        if (type == Touchpoint.Type.TRACK && (column == null) == (name == null)) {
            root.mistake("either 'event' or 'eventName' is required", "a column, or a name for all rows");
        }
        return new EventMapping.What(column, name, root.text("channel"), root.text("channelName"));
    }

    private EventMapping.Time time() {
        String column = root.text("timestamp");
        YamlNode pattern = root.get("pattern");
        YamlNode zone = root.get("zone");
        if (column == null && (pattern != null || zone != null)) {
            root.mistake("missing key 'timestamp'", "name the column that 'pattern' and 'zone' are about");
        }
        if (pattern == null && zone != null) {
            zone.mistake("zone: goes with 'pattern' only", "without one, times are ISO 8601 and UTC unless they say");
        }
        return new EventMapping.Time(column, pattern(pattern), zone(zone));
    }

    private static @Nullable DateTimeFormatter pattern(@Nullable YamlNode node) {
        String text = node == null ? null : node.text();
        try {
            return text == null ? null : DateTimeFormatter.ofPattern(text, Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            node.mistake("pattern: '" + text + "' is none", "write one such as yyyy-MM-dd HH:mm:ss");
            return null;
        }
    }

    private static ZoneId zone(@Nullable YamlNode node) {
        String text = node == null ? null : node.text();
        try {
            return text == null ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException e) {
            node.mistake("zone: there is no time zone '" + text + "'", "write one such as UTC or Europe/Zurich");
            return ZoneOffset.UTC;
        }
    }

    /** Each {@code name: column}, or {@code name: {column: …, type: number}}. */
    private Map<String, EventMapping.Cell> properties() {
        Map<String, EventMapping.Cell> properties = new LinkedHashMap<>();
        for (YamlMap.Entry entry : root.map("properties").entries()) {
            EventMapping.Cell cell = entry.value() instanceof YamlMap map ? cell(map) : cell(entry.value());
            if (cell != null) {
                properties.put(entry.key(), cell);
            }
        }
        return properties;
    }

    private static EventMapping.@Nullable Cell cell(YamlNode node) {
        String column = node.text();
        return column == null ? null : new EventMapping.Cell(column, EventMapping.ValueKind.TEXT);
    }

    private static EventMapping.@Nullable Cell cell(YamlMap map) {
        YamlNode column = map.require("column", "column: basket_value");
        YamlNode type = map.get("type");
        map.refuseOthers();
        String word = type == null ? "text" : type.text();
        String name = column == null ? null : column.text();
        for (EventMapping.ValueKind kind : EventMapping.ValueKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return name == null ? null : new EventMapping.Cell(name, kind);
            }
        }
        if (type != null && word != null) {
            type.mistake("type: '" + word + "' is none", "text, number or boolean");
        }
        return null;
    }
}
