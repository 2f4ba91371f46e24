package dev.kairos.decision;

/**
 * Finds the short form of numbers that people write, see {@link RecordFormat}: the same few come again and again, and two
 * divisions for each would cost more than all else that is written of a proposal. One thread.
 */
final class ShortNumbers {

    /** A number that has no short form. */
    static final long NONE = -1;

    private static final int SLOTS = 256;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(SLOTS);

    /** Raw bits of the number that was last found with this hash; at first 0, whose short form is 0. */
    private final long[] bits = new long[SLOTS];

    private final long[] forms = new long[SLOTS];

    /** @return what its varint is to be, or {@link #NONE} */
    long of(double value) {
        long its = Double.doubleToRawLongBits(value);
        int slot = (int) (its * SPREAD >>> SHIFT);
        if (bits[slot] != its) {
            forms[slot] = find(value);
            bits[slot] = its;
        }
        return forms[slot];
    }

    private static long find(double value) {
        for (int unit = RecordFormat.WHOLES; unit < RecordFormat.DOUBLE; unit++) {
            double scaled = Math.rint(value * RecordFormat.UNITS[unit]);
            if (scaled > 0 && scaled <= Integer.MAX_VALUE && scaled / RecordFormat.UNITS[unit] == value) {
                return (long) scaled << RecordFormat.NUMBER_SHIFT | unit;
            }
        }
        return Double.doubleToRawLongBits(value) == 0 ? RecordFormat.WHOLES : NONE;
    }
}
