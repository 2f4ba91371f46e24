package dev.kairos.profile;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What all entries of a map come to, and the numbers of the chunks of wake-ups.
 *
 * @param state of which only the entries and the digest are set
 * @param isCounted from the entries one by one; else it is what was on record when the store was closed
 */
record Stock(StoreState state, NavigableSet<Long> timerChunks, boolean isCounted) {

    /** Looks each entry up as readers will, so that an entry that cannot be found is not counted. */
    static Stock take(ProfileMap map) {
        StoreState counted = new StoreState();
        NavigableSet<Long> chunks = new TreeSet<>();
        EntryHash hash = new EntryHash();
        Raw found = new Raw(1_024);
        map.forEachKey(key -> {
            if (map.get(key, found)) {
                hash.of(key, found);
                counted.add(hash);
            }
            if (TimerChunk.isKey(key)) {
                chunks.add(TimerChunk.numberIn(key));
            }
        });
        return new Stock(counted, chunks, true);
    }
}
