package dev.kairos.pack;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads points in time: {@code 2026-07-01}, {@code 2026-07-01T09:00} in the pack's time zone, or with an offset. */
final class Times {

    private Times() {}

    /** A date alone is the start of its day. Null when the node is null or holds no time, which is then a mistake. */
    static @Nullable Instant read(@Nullable YamlNode node, ZoneId zone) {
        String text = node == null ? null : node.text();
        if (text == null) {
            return null;
        }
        try {
            return parse(text.strip(), zone);
        } catch (DateTimeException e) {
            node.mistake(
                    node.name() + ": expected a date, found text '" + Ids.shortened(text) + "'",
                    "write 2026-07-01, 2026-07-01T09:00 or 2026-07-01T09:00:00Z");
            return null;
        }
    }

    private static Instant parse(String text, ZoneId zone) {
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }
}
