package dev.kairos.window;

/** How often. A bucket counts to 65,535 and stays there: adding up to a bound does not depend on the order either. */
final class CountWindow extends Window {

    private static final int BUCKET_BYTES = Short.BYTES;
    private static final int MAX = 0xFFFF;

    private final Buckets buckets;

    CountWindow(long windowMs) {
        super(Buckets.cellBytes(BUCKET_BYTES));
        buckets = new Buckets(windowMs, BUCKET_BYTES);
    }

    @Override
    public void add(byte[] cells, int at, long eventMs, long raw, long nowMs) {
        int offset = buckets.forAdding(cells, at, Math.min(eventMs, nowMs));
        if (offset >= 0) {
            increase(cells, offset, 1);
        }
    }

    @Override
    public long read(byte[] cells, int at, long nowMs) {
        long head = buckets.head(cells, at);
        long count = 0;
        long oldest = buckets.oldest(head, nowMs);
        int offset = buckets.offset(at, oldest);
        for (long bucket = oldest; bucket <= head; bucket++) {
            count += Cells.getUnsignedShort(cells, offset);
            offset = buckets.following(at, offset);
        }
        return count;
    }

    @Override
    public void merge(byte[] into, int at, byte[] from, int fromAt) {
        long fromHead = buckets.head(from, fromAt);
        buckets.advance(into, at, fromHead);
        long oldest = Buckets.oldest(buckets.head(into, at));
        for (long bucket = oldest; bucket <= fromHead; bucket++) {
            increase(into, buckets.offset(at, bucket), Cells.getUnsignedShort(from, buckets.offset(fromAt, bucket)));
        }
    }

    private static void increase(byte[] cells, int offset, int by) {
        Cells.putShort(cells, offset, Math.min(MAX, Cells.getUnsignedShort(cells, offset) + by));
    }
}
