package dev.kairos.profile;

/** What became of opening a store. */
public sealed interface OpenResult {

    /** It is whole; what it lacks is what the journal has after {@link ProfileStore#position()}. */
    record Opened(ProfileStore store) implements OpenResult {}

    /**
     * It cannot be trusted, or there is none though there is a journal: {@link ProfileStore#rebuild} makes it anew.
     *
     * @param reason for the operator, a sentence without a full stop
     */
    record MustRebuild(String reason) implements OpenResult {}
}
