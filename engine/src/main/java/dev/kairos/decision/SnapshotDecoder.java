package dev.kairos.decision;

import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;

/** Reads the raw bytes of a profile as the store had it, of any layout it ever had: the profile store's decode. */
@FunctionalInterface
public interface SnapshotDecoder {

    /** Where no store is at hand: every snapshot stays unread. */
    SnapshotDecoder NONE = (kind, raw, offset, length) -> {
        throw new IllegalStateException("no profile store to read a snapshot with");
    };

    /** @throws RuntimeException when these bytes are no profile of this store */
    ProfileData decode(Kind kind, byte[] raw, int offset, int length);
}
