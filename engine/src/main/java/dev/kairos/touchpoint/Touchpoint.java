package dev.kairos.touchpoint;

import java.util.Objects;

/**
 * Something that a customer did or met, on any channel, in the one form that the journal holds and the writer applies.
 * Immutable.
 *
 * @param messageId by which a second delivery is known
 * @param who the identities that it speaks of
 * @param event what happened; of {@link Type#TRACK} the sender's own name for it, of the others {@link Type#event()}
 * @param contents what was said with it
 */
public record Touchpoint(Type type, String messageId, Who who, String event, When when, Contents contents) {

    /** The calls of the Segment family. The ordinal is stored: add at the end. */
    public enum Type {
        /** An event with a name of the sender's. */
        TRACK(""),
        PAGE("Page Viewed"),
        SCREEN("Screen Viewed"),
        /** Traits of the person, and that an anonymous id and a user id are the same person. */
        IDENTIFY("Identified"),
        /** That two ids are the same person: {@link Who#previousId()} and the user's. */
        ALIAS("Aliased"),
        /** That the person belongs to {@link Who#group()}; the traits are the group's. */
        GROUP("Grouped");

        private final String event;

        Type(String event) {
            this.event = event;
        }

        /** The event's name in rules, counters and journeys; empty where the sender names it. */
        public String event() {
            return event;
        }
    }

    public Touchpoint {
        Objects.requireNonNull(type);
        Objects.requireNonNull(messageId);
        Objects.requireNonNull(who);
        Objects.requireNonNull(event);
        Objects.requireNonNull(when);
        Objects.requireNonNull(contents);
    }

    /** The same records of one journal partition, in order: see {@link PartitionKey}. */
    public long partitionKey() {
        return PartitionKey.of(who);
    }
}
