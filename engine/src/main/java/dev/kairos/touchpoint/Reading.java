package dev.kairos.touchpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the body of a delivery came to. */
public sealed interface Reading {

    /**
     * It could be read. The good ones are worth having even if others are not.
     *
     * @param good in the order of the body
     * @param bad rows that are no touchpoints, in the order of the body
     * @param writeKey the key that the body carries, not yet checked; null when it has none
     */
    record Rows(
            List<Touchpoint> good,
            List<BadRow> bad,
            @Nullable String writeKey) implements Reading {}

    /** Nothing of it can be taken. @param detail for the sender */
    record Refused(Why why, String detail) implements Reading {}

    /** Why nothing can be taken. */
    enum Why {
        /** No sense can be made of the bytes. */
        UNREADABLE,
        /** Readable, but not what is read here. */
        NOT_VALID,
        TOO_LARGE,
        /** In a format that is not read here. */
        FORMAT
    }
}
