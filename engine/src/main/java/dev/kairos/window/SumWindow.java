package dev.kairos.window;

/**
 * How much. A bucket holds a whole number of 96 bits, so that adding never loses anything and its order cannot matter,
 * as it would with doubles: decimals are added up in millionths, each rounded to the nearest one. A single value counts
 * as at most 2^63 of these units, some 9.2 million million for decimals.
 */
final class SumWindow extends Window {

    private static final int BUCKET_BYTES = Long.BYTES + Integer.BYTES;
    private static final double UNITS = 1_000_000;
    private static final double TWO_TO_64 = 0x1p64;

    private final Buckets buckets;
    private final boolean decimals;

    private SumWindow(long windowMs, boolean decimals) {
        super(Buckets.cellBytes(BUCKET_BYTES));
        buckets = new Buckets(windowMs, BUCKET_BYTES);
        this.decimals = decimals;
    }

    static SumWindow ofLongs(long windowMs) {
        return new SumWindow(windowMs, false);
    }

    static SumWindow ofDecimals(long windowMs) {
        return new SumWindow(windowMs, true);
    }

    @Override
    public void add(byte[] cells, int at, long eventMs, long raw, long nowMs) {
        if (decimals && Double.isNaN(Double.longBitsToDouble(raw))) {
            return;
        }
        int offset = buckets.forAdding(cells, at, Math.min(eventMs, nowMs));
        if (offset >= 0) {
            long units = decimals ? (long) Math.rint(Double.longBitsToDouble(raw) * UNITS) : raw;
            increase(cells, offset, (int) (units >> 63), units);
        }
    }

    @Override
    public long read(byte[] cells, int at, long nowMs) {
        long head = buckets.head(cells, at);
        long high = 0;
        long low = 0;
        long oldest = buckets.oldest(head, nowMs);
        int offset = buckets.offset(at, oldest);
        for (long bucket = oldest; bucket <= head; bucket++) {
            long more = Cells.getLong(cells, offset);
            low += more;
            high += Cells.getInt(cells, offset + Long.BYTES) + carry(low, more);
            offset = buckets.following(at, offset);
        }
        return decimals ? Double.doubleToRawLongBits(decimal(high, low)) : number(high, low);
    }

    @Override
    public void merge(byte[] into, int at, byte[] from, int fromAt) {
        long fromHead = buckets.head(from, fromAt);
        buckets.advance(into, at, fromHead);
        long oldest = Buckets.oldest(buckets.head(into, at));
        for (long bucket = oldest; bucket <= fromHead; bucket++) {
            int offset = buckets.offset(fromAt, bucket);
            increase(
                    into,
                    buckets.offset(at, bucket),
                    Cells.getInt(from, offset + Long.BYTES),
                    Cells.getLong(from, offset));
        }
    }

    private static void increase(byte[] cells, int offset, int byHigh, long byLow) {
        long low = Cells.getLong(cells, offset) + byLow;
        int high = Cells.getInt(cells, offset + Long.BYTES) + byHigh + carry(low, byLow);
        Cells.putLong(cells, offset, low);
        Cells.putInt(cells, offset + Long.BYTES, high);
    }

    /** Whether adding {@code part} to something gave {@code sum} by passing 2^64. */
    private static int carry(long sum, long part) {
        return Long.compareUnsigned(sum, part) < 0 ? 1 : 0;
    }

    private static double decimal(long high, long low) {
        if (high == low >> 63) {
            return low / UNITS;
        }
        return (high * TWO_TO_64 + unsigned(low)) / UNITS;
    }

    private static double unsigned(long low) {
        return low >= 0 ? low : low + TWO_TO_64;
    }

    /** As near as a long comes to it, and never the one that means missing. */
    private static long number(long high, long low) {
        long nearest = high == low >> 63 ? low : high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        return Math.max(nearest, -Long.MAX_VALUE);
    }
}
