package dev.kairos.profile;

import java.util.Set;

/** Is told by the writer's thread of whom nothing may be left. */
@FunctionalInterface
public interface ErasureListener {

    /**
     * Called before the position of the record is on record as applied, so that a process that is killed in between
     * comes here again.
     *
     * @param keys the one that was asked for, known or not, and all that were linked to it
     * @param position of the record that asks for it
     * @param timeMs of that record
     */
    void erasing(Set<ProfileKey> keys, long position, long timeMs);
}
