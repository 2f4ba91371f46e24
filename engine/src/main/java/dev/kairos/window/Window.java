package dev.kairos.window;

import dev.kairos.schema.AttributeType;
import dev.kairos.schema.Counter;

/**
 * How one counter of the schema lies in a profile's record: a cell of {@link #bytes()} bytes at some offset of an array
 * that the caller owns. Immutable, safe for any thread that has the cell to itself, and without garbage.
 *
 * <p>A cell of zeros is an empty one. What a cell holds depends on the set of what was added and not on the order: the
 * same touchpoints in any order, through any number of cells that are merged in any order, give the same bytes. That is
 * what makes replay exact and merged profiles independent of how they came together.
 *
 * <p>Whatever bytes a cell holds, nothing here reads or writes outside it or throws.
 *
 * <table>
 *   <caption>Size of a cell, and how exact it is</caption>
 *   <tr><th>kind</th><th>bytes</th><th>what {@link #read} says</th></tr>
 *   <tr><td>count</td><td>74</td><td>never too few; too many by those that are older than the window by less than a
 *       32nd of it. A 33rd part of the window holds at most 65,535</td></tr>
 *   <tr><td>sum</td><td>404</td><td>as for count. Decimals are added up in millionths</td></tr>
 *   <tr><td>distinct</td><td>256</td><td>exact up to 15; 16 means at least so many</td></tr>
 *   <tr><td>last</td><td>16</td><td>exact; of several at the same millisecond the greatest value</td></tr>
 * </table>
 */
public abstract sealed class Window permits CountWindow, SumWindow, DistinctWindow, LastWindow {

    /** What {@link #read} says when there is no value; no value has this raw form. */
    public static final long MISSING = Long.MIN_VALUE;

    private final int bytes;

    Window(int bytes) {
        this.bytes = bytes;
    }

    public static Window of(Counter counter) {
        long windowMs = counter.window().toMillis();
        return switch (counter.kind()) {
            case COUNT -> new CountWindow(windowMs);
            case SUM ->
                counter.type() == AttributeType.DECIMAL ? SumWindow.ofDecimals(windowMs) : SumWindow.ofLongs(windowMs);
            case DISTINCT -> new DistinctWindow(windowMs);
            case LAST ->
                counter.type() == AttributeType.DECIMAL
                        ? LastWindow.ofDecimals(windowMs)
                        : LastWindow.ofLongs(windowMs);
        };
    }

    /** How long the cell is. */
    public final int bytes() {
        return bytes;
    }

    /**
     * Adds what happened at {@code eventMs}. A time after {@code nowMs} is taken for {@code nowMs}, so that a client
     * whose clock is years ahead cannot push everything else out of the window; what is too old to matter is ignored.
     *
     * @param eventMs when it happened, in milliseconds since 1970
     * @param raw the value: a whole number, an instant's milliseconds, a boolean's 0 or 1, a keyword's dictionary code,
     *     or a decimal's {@link Double#doubleToRawLongBits bits}. Not looked at by a count. NaN is not added up
     * @param nowMs the time of the journal record that brings it
     */
    public abstract void add(byte[] cells, int at, long eventMs, long raw, long nowMs);

    /**
     * The value as of {@code nowMs}, with expired parts left out.
     *
     * @return a number for count and distinct, 0 if there was nothing; for sum a number, or a decimal's bits; for last
     *     the raw value as it was added, or {@link #MISSING}
     */
    public abstract long read(byte[] cells, int at, long nowMs);

    /** Adds what {@code from} holds to {@code into}. Commutative and associative. */
    public abstract void merge(byte[] into, int at, byte[] from, int fromAt);
}
