package dev.kairos.profile;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of a customer's actual path.
 *
 * @param atMs when it happened, in milliseconds since the epoch
 * @param name of the touchpoint's event, the outcome or the journey; longer than 256 bytes it is cut
 * @param detail the channel, the action or the stage; cut likewise
 * @param decision the decision that an outcome belongs to
 * @param triggers the keys of the conditions that a touchpoint met when it came, in the order of the pack
 */
public record PathItem(
        long atMs,
        Kind kind,
        String name,
        @Nullable String detail,
        @Nullable UUID decision,
        List<String> triggers) implements Comparable<PathItem> {

    /** Its ordinal is stored: add at the end. */
    public enum Kind {
        TOUCHPOINT,
        OUTCOME,
        /** A rule moved the customer to a stage of a journey. */
        MOVE
    }

    private static final Comparator<PathItem> ORDER = Comparator.comparingLong(PathItem::atMs)
            .thenComparing(PathItem::kind)
            .thenComparing(PathItem::name)
            .thenComparing(item -> Objects.requireNonNullElse(item.detail, ""))
            .thenComparing(item -> String.valueOf(item.decision))
            .thenComparing(item -> String.join(",", item.triggers));

    public PathItem {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        triggers = List.copyOf(triggers);
    }

    /** The same at another time. */
    PathItem at(long otherMs) {
        return otherMs == atMs ? this : new PathItem(otherMs, kind, name, detail, decision, triggers);
    }

    /** By time; what happened in the same millisecond by all else, so that the order of arrival does not matter. */
    @Override
    public int compareTo(PathItem other) {
        return atMs == other.atMs ? ORDER.compare(this, other) : Long.compare(atMs, other.atMs);
    }
}
