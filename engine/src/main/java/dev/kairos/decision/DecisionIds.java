package dev.kairos.decision;

import java.security.SecureRandom;

/**
 * Makes decision ids: UUIDs of version 7 (RFC 9562), so that an id tells the millisecond and the log finds a decision
 * by time without an index. One thread; ids of one thread ascend. The random bits come from xorshift64* (Vigna 2016),
 * seeded securely: they keep ids apart, they are no secret.
 */
final class DecisionIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int SEQUENCES = 1 << 12;

    private long state;
    private long lastMs;
    private int sequence;

    private long high;
    private long low;

    DecisionIds() {
        this(new SecureRandom().nextLong());
    }

    DecisionIds(long seed) {
        state = seed == 0 ? 1 : seed;
    }

    /** Makes the next id, to be read by {@link #high} and {@link #low}. */
    void next(long epochMs) {
        if (epochMs > lastMs) {
            lastMs = epochMs;
            sequence = (int) (random() & 0x3ff);
        } else if (++sequence == SEQUENCES) {
            lastMs++;
            sequence = 0;
        }
        high = (lastMs << 16) | VERSION_7 | sequence;
        low = VARIANT | (random() >>> 2);
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    private long random() {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return state * 0x2545F4914F6CDD1DL;
    }
}
