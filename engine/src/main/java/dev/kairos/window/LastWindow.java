package dev.kairos.window;

/** The newest value, as long as it is within the window: when it was so, and what it was. */
final class LastWindow extends Window {

    private final long windowMs;
    /** What stands for the one raw value that is taken. */
    private final long forMissing;

    private LastWindow(long windowMs, long forMissing) {
        super(2 * Long.BYTES);
        this.windowMs = windowMs;
        this.forMissing = forMissing;
    }

    static LastWindow ofLongs(long windowMs) {
        return new LastWindow(windowMs, -Long.MAX_VALUE);
    }

    /** The bits of -0.0 are those of {@link Window#MISSING}. */
    static LastWindow ofDecimals(long windowMs) {
        return new LastWindow(windowMs, 0);
    }

    @Override
    public void add(byte[] cells, int at, long eventMs, long raw, long nowMs) {
        put(cells, at, Math.min(eventMs, nowMs), raw == MISSING ? forMissing : raw);
    }

    @Override
    public long read(byte[] cells, int at, long nowMs) {
        long time = Cells.getLong(cells, at);
        return time > 0 && nowMs - time < windowMs ? Cells.getLong(cells, at + Long.BYTES) : MISSING;
    }

    @Override
    public void merge(byte[] into, int at, byte[] from, int fromAt) {
        put(into, at, Cells.getLong(from, fromAt), Cells.getLong(from, fromAt + Long.BYTES));
    }

    private static void put(byte[] cells, int at, long time, long raw) {
        long newest = Cells.getLong(cells, at);
        if (time > 0 && (time > newest || (time == newest && raw > Cells.getLong(cells, at + Long.BYTES)))) {
            Cells.putLong(cells, at, time);
            Cells.putLong(cells, at + Long.BYTES, raw);
        }
    }
}
