package dev.kairos.profile;

import java.util.Objects;

/**
 * That two identities are one person, as one of them has it.
 *
 * @param atMs when it was told last, in milliseconds since the epoch
 * @param source a word for what told it ("identify", "alias", "profile", ...)
 */
public record Link(Identity other, long atMs, String source) implements Comparable<Link> {

    /** The source of links that a write of a profile made. */
    public static final String PROFILE = "profile";

    public Link {
        Objects.requireNonNull(other);
        Objects.requireNonNull(source);
    }

    /** By identity. */
    @Override
    public int compareTo(Link link) {
        return other.compareTo(link.other);
    }
}
