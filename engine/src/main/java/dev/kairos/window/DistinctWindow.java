package dev.kairos.window;

/**
 * How many different ones: the {@value #ENTRIES} values that were seen last, each with the time it was seen last, newest
 * first. Every value that had to go was seen before all that stayed. So as soon as one of those has left the window, or
 * as long as there are fewer, the count is exact; else it is the least that it can be.
 *
 * <p>Times are kept and not buckets: 8 bytes more for each, and no error but the bound.
 */
final class DistinctWindow extends Window {

    private static final int ENTRIES = 16;
    private static final int ENTRY_BYTES = 2 * Long.BYTES;

    private final long windowMs;

    DistinctWindow(long windowMs) {
        super(ENTRIES * ENTRY_BYTES);
        this.windowMs = windowMs;
    }

    @Override
    public void add(byte[] cells, int at, long eventMs, long raw, long nowMs) {
        put(cells, at, Math.min(eventMs, nowMs), raw);
    }

    @Override
    public long read(byte[] cells, int at, long nowMs) {
        int count = 0;
        for (int i = 0; i < ENTRIES; i++) {
            long time = Cells.getLong(cells, at + i * ENTRY_BYTES);
            if (time > 0 && nowMs - time < windowMs) {
                count++;
            }
        }
        return count;
    }

    @Override
    public void merge(byte[] into, int at, byte[] from, int fromAt) {
        for (int i = 0; i < ENTRIES; i++) {
            int entry = fromAt + i * ENTRY_BYTES;
            put(into, at, Cells.getLong(from, entry), Cells.getLong(from, entry + Long.BYTES));
        }
    }

    private static void put(byte[] cells, int at, long time, long raw) {
        if (time <= 0) {
            return;
        }
        int hole = place(cells, at, raw);
        if (!isBehind(cells, at + hole * ENTRY_BYTES, time, raw)) {
            return;
        }
        while (hole > 0 && isBehind(cells, at + (hole - 1) * ENTRY_BYTES, time, raw)) {
            System.arraycopy(cells, at + (hole - 1) * ENTRY_BYTES, cells, at + hole * ENTRY_BYTES, ENTRY_BYTES);
            hole--;
        }
        Cells.putLong(cells, at + hole * ENTRY_BYTES, time);
        Cells.putLong(cells, at + hole * ENTRY_BYTES + Long.BYTES, raw);
    }

    /** Where the value stands already; else the last place, whose entry is the one to go. */
    private static int place(byte[] cells, int at, long raw) {
        for (int i = 0; i < ENTRIES - 1; i++) {
            int entry = at + i * ENTRY_BYTES;
            if (Cells.getLong(cells, entry + Long.BYTES) == raw && Cells.getLong(cells, entry) > 0) {
                return i;
            }
        }
        return ENTRIES - 1;
    }

    /** Whether the entry comes behind this one: it is older, or of the same time with a smaller value, or empty. */
    private static boolean isBehind(byte[] cells, int entry, long time, long raw) {
        long entryTime = Cells.getLong(cells, entry);
        return entryTime < time || (entryTime == time && Cells.getLong(cells, entry + Long.BYTES) < raw);
    }
}
