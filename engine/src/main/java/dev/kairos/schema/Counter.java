package dev.kairos.schema;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is counted about a person over a window that ends now: a property of {@code Moment}, kept in the
 * profile in fixed size.
 *
 * @param name the property's name, unique over all attributes
 * @param event name of the touchpoints that it counts
 * @param when the condition on such a touchpoint, in the syntax between the brackets of {@code Moment( … )}; null when
 *     all of them count
 * @param of the context field that is summed, told apart or remembered; null for {@link Kind#COUNT}
 * @param window how far back it reaches
 * @param type of the property: {@link Kind#typeOver}
 */
public record Counter(
        String name,
        String event,
        @Nullable String when,
        Kind kind,
        @Nullable String of,
        Duration window,
        AttributeType type) {

    /** What is made of the touchpoints within the window. */
    public enum Kind {
        /** How many there were. */
        COUNT,
        /** The sum of a number that they carry. */
        SUM,
        /** How many different values of a field they carry. */
        DISTINCT,
        /** The value of a field in the last of them. */
        LAST;

        /** As written in a schema. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> ofWord(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        /** Whether it can be had of a field of that type. */
        public boolean suits(AttributeType field) {
            return switch (this) {
                case COUNT -> true;
                case SUM -> field.isNumber();
                case DISTINCT -> field != AttributeType.KEYWORDS;
                case LAST -> field != AttributeType.KEYWORDS && field != AttributeType.TEXT;
            };
        }

        /** The type of the counter: whole sums of whole numbers, and for the last value that of the field. */
        public AttributeType typeOver(@Nullable AttributeType field) {
            return switch (this) {
                case COUNT, DISTINCT -> AttributeType.LONG;
                case SUM -> field == AttributeType.DECIMAL ? AttributeType.DECIMAL : AttributeType.LONG;
                case LAST -> field == null ? AttributeType.LONG : field;
            };
        }
    }

    /** A counter over {@code window} of all touchpoints with that name. */
    public static Counter of(String name, String event, Duration window) {
        return new Counter(name, event, null, Kind.COUNT, null, window, AttributeType.LONG);
    }

    /** The stable key of what it counts; see {@link TriggerKey}. */
    public String trigger() {
        return TriggerKey.of(event, when);
    }

    /** Its value when nothing was counted: 0, or null for {@link Kind#LAST}. */
    public @Nullable Object nothing() {
        if (kind == Kind.LAST) {
            return null;
        }
        return type == AttributeType.DECIMAL ? (Object) 0.0 : (Object) 0L;
    }
}
