package dev.kairos.profile;

/**
 * A count of all entries that goes on while they are changed: segment by segment, and what the writer changes in a segment
 * that is counted already is added or taken off. All of it within the {@link RecordGate}, by whichever thread is inside.
 */
final class Audit {

    private final ProfileMap map;
    private final StoreState counted = new StoreState();
    private final EntryHash hash = new EntryHash();
    private final Raw found = new Raw(1_024);
    private int segmentsDone;

    Audit(ProfileMap map) {
        this.map = map;
    }

    boolean isAtEnd() {
        return segmentsDone == map.segments();
    }

    int segmentsDone() {
        return segmentsDone;
    }

    /** Counts another segment: as readers find its entries, so that one that cannot be found is not counted. */
    void countNext() {
        map.forEachOf(segmentsDone, (key, record) -> {
            if (map.get(key, found)) {
                hash.of(key, found);
                counted.add(hash);
            }
        });
        segmentsDone++;
    }

    /** The writer puts an entry. */
    void put(Raw key, EntryHash entry) {
        if (map.segmentOf(key) < segmentsDone) {
            counted.add(entry);
        }
    }

    /** The writer takes an entry out, if only to put another in its place. */
    void taken(Raw key, EntryHash entry) {
        if (map.segmentOf(key) < segmentsDone) {
            counted.subtract(entry);
        }
    }

    StoreState counted() {
        return counted;
    }
}
