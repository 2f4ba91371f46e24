package dev.kairos.journey;

import java.io.IOException;

/**
 * What the applier remembers beside the profiles: messages that came before, actions that were written, which pack
 * counted when. The applier's thread only.
 */
record UpdateMemory(Dedupe dedupe, ActionLog actions, PackSource packs, PackHistory history, AppliedCounts counts) {

    /** From the record at that position on that pack counts. */
    void note(long position, JournalRecord.PackTurned pack) {
        try {
            history.add(position, pack);
        } catch (IOException e) {
            throw new UpdateException("cannot note which pack counts: " + e.getMessage(), e);
        }
    }

    /** Numbers the actions of a cause and writes those that are not written yet. */
    Causation causation(Cause cause) {
        return new Causation(cause, actions, counts);
    }
}
