package dev.kairos.profile;

import java.nio.ByteBuffer;

/** How far a store has got and what it holds then. Mutable and reused; one thread. */
final class StoreState {

    static final int BYTES = 7 * Long.BYTES;

    /** Counts transactions, from 1. */
    long sequence;
    /** Of the last record of the journal that is applied whole; 0 for none. */
    long position;
    /** The time of that record. */
    long timeMs;
    /** How many entries the map has. */
    long entries;
    /** How many words the dictionary has at least. */
    long words;
    /** The {@link Digest} of all entries. */
    long digestLow;

    long digestHigh;

    void set(StoreState other) {
        sequence = other.sequence;
        position = other.position;
        timeMs = other.timeMs;
        entries = other.entries;
        words = other.words;
        digestLow = other.digestLow;
        digestHigh = other.digestHigh;
    }

    void add(EntryHash hash) {
        entries++;
        digestLow += hash.low();
        digestHigh += hash.high();
    }

    void subtract(EntryHash hash) {
        entries--;
        digestLow -= hash.low();
        digestHigh -= hash.high();
    }

    boolean sameEntriesAs(StoreState other) {
        return entries == other.entries && digestLow == other.digestLow && digestHigh == other.digestHigh;
    }

    void writeTo(ByteBuffer out) {
        out.putLong(sequence).putLong(position).putLong(timeMs).putLong(entries);
        out.putLong(words).putLong(digestLow).putLong(digestHigh);
    }

    void readFrom(ByteBuffer in) {
        sequence = in.getLong();
        position = in.getLong();
        timeMs = in.getLong();
        entries = in.getLong();
        words = in.getLong();
        digestLow = in.getLong();
        digestHigh = in.getLong();
    }

    Digest digest() {
        return new Digest(digestHigh, digestLow);
    }
}
