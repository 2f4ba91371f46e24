package dev.kairos.touchpoint;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads times as clients write them: ISO 8601, with an offset or in UTC without one; or a number since 1970. */
final class TimeText {

    /** Numbers below it are seconds, which it is in the year 5138. */
    private static final double SECONDS_UP_TO = 1e11;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private TimeText() {}

    /** Milliseconds since 1970, or null when it is no time. */
    static @Nullable Long parse(String text) {
        if (text.length() == 24 && text.charAt(23) == 'Z') {
            long fast = usual(text);
            if (fast != Long.MIN_VALUE) {
                return fast;
            }
        }
        try {
            return text.length() < 10 || text.length() > 40 ? null : (Long) parsed(text.strip());
        } catch (DateTimeException | ArithmeticException notATime) {
            return null;
        }
    }

    private static long parsed(String text) {
        TemporalAccessor time = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (time instanceof OffsetDateTime withOffset) {
            return withOffset.toInstant().toEpochMilli();
        }
        LocalDateTime local = time instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) time;
        return local.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** {@code 2026-03-01T12:00:00.000Z}, which JavaScript writes: read in place, since nearly all times come so. */
    private static long usual(String text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        int milli = number(text, 20, 23);
        boolean sane = text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && text.charAt(19) == '.'
                && Math.min(Math.min(year, Math.min(month, day)), Math.min(hour, Math.min(minute, second))) >= 0
                && milli >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 28
                && hour < 24
                && minute < 60
                && second < 60;
        // A day past the 28th needs the calendar.
        return sane
                ? (LocalDate.of(year, month, day).toEpochDay() * 86_400 + hour * 3_600L + minute * 60 + second) * 1_000
                        + milli
                : Long.MIN_VALUE;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Of a number of seconds or milliseconds since 1970. */
    static @Nullable Long ofNumber(double number) {
        if (!(number >= 0 && number < 1e15)) {
            return null;
        }
        return number < SECONDS_UP_TO ? Math.round(number * 1_000) : (long) number;
    }
}
