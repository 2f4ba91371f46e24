package dev.kairos.journey;

import dev.kairos.profile.Change;
import dev.kairos.profile.Identity;
import dev.kairos.touchpoint.Touchpoint;

/** What a record of the journal says. Everything that changes a profile is one, so that the journal is the truth. */
public sealed interface JournalRecord {

    /** Something that a customer did or met. */
    record Touch(Touchpoint touchpoint) implements JournalRecord {}

    /** A profile written, changed or erased from outside. */
    record Changed(Change change) implements JournalRecord {}

    /** Two identities are not the same person after all. */
    record Split(Identity one, Identity other) implements JournalRecord {}

    /**
     * From here on, touchpoints meet the rules, counters and journeys of this pack.
     *
     * @param version name, '@' and the start of the hash, for people
     * @param hash of the pack's content, by which its copy is found
     */
    record PackTurned(String version, String hash) implements JournalRecord {}

    /** Nothing but that time has passed, so that what was due is done. */
    record Tick() implements JournalRecord {}

    /** Was erased: keeps its place and says nothing. */
    record Blank() implements JournalRecord {}
}
