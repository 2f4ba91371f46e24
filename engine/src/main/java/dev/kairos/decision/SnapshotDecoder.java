package dev.kairos.decision;

import dev.kairos.profile.Kind;
import dev.kairos.profile.ProfileData;

/** Reads the raw bytes of a profile as the store had it, of any layout it ever had: the profile store's decode. */
@FunctionalInterface
public interface SnapshotDecoder {

    /** @throws RuntimeException when these bytes are no profile of this store */
    ProfileData decode(Kind kind, byte[] raw, int offset, int length);
}
