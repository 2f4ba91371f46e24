package dev.kairos.bulk;

import dev.kairos.schema.Attribute;
import dev.kairos.schema.AttributeType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules that hold for strings however they came in: how long, of which characters, which moment in time. */
final class Texts {

    static final int MAX_ID_BYTES = 256;

    private static final int SHOWN_CHARS = 40;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?");

    private Texts() {}

    /** The text itself when an attribute of type keyword or text can hold it, else what is wrong. */
    static Object checked(Attribute attribute, String text) {
        boolean keyword = attribute.type() != AttributeType.TEXT;
        int most = keyword ? AttributeType.MAX_KEYWORD_BYTES : attribute.maxBytes();
        Unfit unfit = unfitIn(text, most);
        if (unfit == null) {
            return text;
        }
        return keyword || unfit.hint() != null
                ? unfit
                : new Unfit(unfit.message(), "the schema's maxBytes for it is " + attribute.maxBytes());
    }

    /** The text itself when it can be stored in so many bytes, else what is wrong. */
    static Object checked(String text, int maxBytes) {
        Unfit unfit = unfitIn(text, maxBytes);
        return unfit == null ? text : unfit;
    }

    /** What is wrong with an id, or null. */
    static @Nullable Unfit unfitId(String id) {
        return id.isBlank() ? Unfit.because("the id is empty") : unfitIn(id, MAX_ID_BYTES);
    }

    private static @Nullable Unfit unfitIn(String text, int maxBytes) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (c == 0) {
                    return new Unfit("contains a NUL character", "is it UTF-8? UTF-16 looks like this");
                }
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return new Unfit("contains bytes or characters that are not Unicode text", "write it as UTF-8");
            }
        }
        return bytes <= maxBytes
                ? null
                : Unfit.because("is " + bytes + " bytes long, and at most " + maxBytes + " are stored");
    }

    /** An ISO 8601 date and time with its offset from UTC, as an Instant to the millisecond; else an Unfit. */
    static Object instant(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
            }
            return Unfit.because(shown(text) + " is outside the years 1 to 9999");
        } catch (DateTimeException e) {
            return new Unfit(shown(text) + " is no date and time", instantHint(text));
        }
    }

    private static String instantHint(String text) {
        if (DATE.matcher(text).matches()) {
            return "write the time and the offset too: " + text + "T00:00:00Z";
        }
        if (LOCAL.matcher(text).matches()) {
            return "write the offset too: " + text.replace(' ', 'T') + "Z, or +01:00";
        }
        return "write it as in " + Instant.EPOCH.plus(20_454, ChronoUnit.DAYS) + " or 2026-01-01T01:00:00+01:00";
    }

    /** For a message: in quotes, cut, and without control characters. */
    static String shown(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), SHOWN_CHARS) + 5).append('\'');
        for (int i = 0; i < text.length() && i < SHOWN_CHARS; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\uFFFD' : c);
        }
        return out.append(text.length() > SHOWN_CHARS ? "…'" : "'").toString();
    }
}
