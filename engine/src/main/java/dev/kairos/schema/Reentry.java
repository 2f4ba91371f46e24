package dev.kairos.schema;

import java.time.Duration;

/**
 * Whether a journey can begin again for a customer who has ended or left it.
 *
 * @param after for {@link Kind#AFTER}: how long after its end at the earliest; else zero
 */
public record Reentry(Kind kind, Duration after) {

    public static final Reentry NEVER = new Reentry(Kind.NEVER, Duration.ZERO);
    public static final Reentry ALWAYS = new Reentry(Kind.ALWAYS, Duration.ZERO);

    /** In the words of a pack. */
    public enum Kind {
        NEVER,
        ALWAYS,
        AFTER
    }

    public static Reentry after(Duration after) {
        return new Reentry(Kind.AFTER, after);
    }

    /** Whether it may begin again at {@code nowMs}, when it was over at {@code overMs}. */
    public boolean allowed(long overMs, long nowMs) {
        return switch (kind) {
            case NEVER -> false;
            case ALWAYS -> true;
            case AFTER -> nowMs - overMs >= after.toMillis();
        };
    }
}
