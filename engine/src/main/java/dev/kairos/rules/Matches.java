package dev.kairos.rules;

/**
 * The rules that match the moment of one call, in the order in which they are to fire. Filled by
 * {@link FlatNetwork}, on the thread that uses the session.
 */
final class Matches {

    private final Firing firing;
    /** By rank, a bit: cheap to fill in any order and to read in that of firing. */
    private final long[] bits;

    Matches(Firing firing, int rules) {
        this.firing = firing;
        this.bits = new long[(rules + 63) >>> 6];
    }

    void clear() {
        for (int i = 0; i < bits.length; i++) {
            bits[i] = 0;
        }
    }

    void add(int rank) {
        bits[rank >>> 6] |= 1L << rank;
    }

    /** The first rank at or after {@code from} that matches, or -1. */
    int next(int from) {
        int word = from >>> 6;
        if (word >= bits.length) {
            return -1;
        }
        long rest = bits[word] & -1L << from;
        while (rest == 0) {
            if (++word == bits.length) {
                return -1;
            }
            rest = bits[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }

    void fault(int rule, Throwable thrown) {
        firing.addFault(rule, thrown);
    }
}
