package dev.kairos.profile;

import net.openhft.chronicle.core.UnsafeMemory;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.VanillaChronicleMap;

/**
 * Overwrites what a recovered map has no use for. A process killed while it moved or removed an entry leaves bytes of it
 * in chunks that now are free; nobody would ever look for them there again. The lists of free chunks lie where Chronicle
 * Map 2026.1 has them: after each tier's hash table and its counters.
 */
final class FreeSpace {

    private static final UnsafeMemory MEMORY = UnsafeMemory.INSTANCE;

    private final VanillaChronicleMap<?, ?, ?> map;

    FreeSpace(ChronicleMap<?, ?> map) {
        this.map = (VanillaChronicleMap<?, ?, ?>) map;
    }

    /** Nobody else may use the map meanwhile. Takes a fraction of a second per gigabyte. */
    void wipe() {
        // Also those that recovery found empty: it leaves their bytes as they were.
        long extra = map.globalMutableState().getAllocatedExtraTierBulks() * map.tiersInBulk;
        long tiers = map.actualSegments + extra;
        for (long tier = 1; tier <= tiers; tier++) {
            wipe(map.tierIndexToBaseAddr(tier));
        }
    }

    private void wipe(long tier) {
        long freeList = tier + map.tierHashLookupOuterSize + VanillaChronicleHash.TIER_COUNTERS_AREA_SIZE;
        long entries = freeList + map.tierFreeListOuterSize + map.tierEntrySpaceInnerOffset;
        for (long chunk = 0; chunk < map.actualChunksPerSegmentTier; chunk++) {
            long bits = MEMORY.readLong(freeList + (chunk >>> 6 << 3));
            if (bits == -1L) {
                chunk |= 63;
            } else if ((bits >>> chunk & 1) == 0) {
                wipeChunk(entries + chunk * map.chunkSize);
            }
        }
    }

    /** Writes only where there is something: an untouched part of the file stays a hole in it. */
    private void wipeChunk(long address) {
        for (long at = address; at < address + map.chunkSize; at += Long.BYTES) {
            if (MEMORY.readLong(at) != 0) {
                MEMORY.writeLong(at, 0);
            }
        }
    }
}
