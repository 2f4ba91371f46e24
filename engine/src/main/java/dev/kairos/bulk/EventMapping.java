package dev.kairos.bulk;

import dev.kairos.touchpoint.Touchpoint;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a CSV file become touchpoints.
 *
 * @param properties column and kind of value, by the name of the property
 */
public record EventMapping(Touchpoint.Type type, Ids ids, What what, Time time, Map<String, Cell> properties) {

    /**
     * Who, and which touchpoint.
     *
     * @param userId a column, or null
     * @param anonymousId a column, or null
     * @param messageId columns that together tell touchpoints apart; empty for the whole row and its number
     * @param prefix of the ids that are made of them, so that two sources cannot be taken for one
     */
    public record Ids(@Nullable String userId, @Nullable String anonymousId, List<String> messageId, String prefix) {

        public Ids {
            messageId = List.copyOf(messageId);
        }
    }

    /** What happened and where: each a column, or the same for all rows, or null. */
    public record What(
            @Nullable String eventColumn,
            @Nullable String event,
            @Nullable String channelColumn,
            @Nullable String channel) {}

    /**
     * When.
     *
     * @param column null when the time of loading is meant
     * @param pattern null for ISO 8601, or a number since 1970
     * @param zone of times that name none
     */
    public record Time(@Nullable String column, @Nullable DateTimeFormatter pattern, ZoneId zone) {

        /** The time in a cell, by the pattern. @throws java.time.DateTimeException when it is none */
        Instant read(String cell) {
            TemporalAccessor time = Objects.requireNonNull(pattern)
                    .parseBest(cell, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof ZonedDateTime withZone) {
                return withZone.toInstant();
            }
            LocalDateTime local = time instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) time;
            return local.atZone(zone).toInstant();
        }
    }

    /** Of a property. */
    public record Cell(String column, ValueKind kind) {}

    /** What a cell is read as. */
    public enum ValueKind {
        TEXT,
        NUMBER,
        BOOLEAN
    }

    public EventMapping {
        properties = new LinkedHashMap<>(properties);
    }

    /** The columns that it asks for. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(ids.messageId());
        add(columns, ids.userId());
        add(columns, ids.anonymousId());
        add(columns, what.eventColumn());
        add(columns, what.channelColumn());
        add(columns, time.column());
        properties.values().forEach(cell -> columns.add(cell.column()));
        return columns;
    }

    private static void add(List<String> columns, @Nullable String column) {
        if (column != null) {
            columns.add(column);
        }
    }
}
