package dev.kairos.profile;

import java.util.Arrays;

/** The contents of {@link Part#WINDOWS}, counted in where they lie. Reused; the writer's thread only. */
final class WindowCells {

    private final ProfileLayout layout;
    private byte[] bytes = new byte[512];
    private int length;

    WindowCells(ProfileLayout layout) {
        this.layout = layout;
    }

    void set(byte[] source, int offset, int count) {
        room(count);
        System.arraycopy(source, offset, bytes, 0, count);
        length = count;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /**
     * Where the cells of this counter lie, made if need be; cells of another definition are emptied first.
     *
     * @return -1 when its name finds no place in the dictionary
     */
    int cells(int counter) {
        String name = layout.counters().counter(counter).name();
        int code = layout.dictionary().codeOrAdd(name);
        if (code == Dictionary.FULL) {
            return -1;
        }
        int at = 0;
        while (at < length
                && RecordFormat.getInt(bytes, at) != code
                && nameAt(at).compareTo(name) < 0) {
            at = Counters.next(bytes, at);
        }
        boolean known = at < length && RecordFormat.getInt(bytes, at) == code;
        if (!known || !layout.counters().isCurrent(counter, bytes, at)) {
            replace(at, known ? Counters.next(bytes, at) : at, code, counter);
        }
        return at + Part.WINDOW_HEAD_BYTES;
    }

    private String nameAt(int at) {
        return layout.dictionary().word(RecordFormat.getInt(bytes, at));
    }

    /** Puts empty cells in the place of what lies between the two. */
    private void replace(int from, int to, int code, int counter) {
        int cellBytes = layout.counters().window(counter).bytes();
        int entry = Part.WINDOW_HEAD_BYTES + cellBytes;
        room(length - (to - from) + entry);
        System.arraycopy(bytes, to, bytes, from + entry, length - to);
        length += entry - (to - from);
        Arrays.fill(bytes, from, from + entry, (byte) 0);
        RecordFormat.putInt(bytes, from, code);
        RecordFormat.putInt(bytes, from + 4, layout.counters().definition(counter));
        RecordFormat.putShort(bytes, from + 8, cellBytes);
    }

    /** Appends cells as they were stored; to be called in the order of the names. */
    void put(String name, StoredWindow window) {
        byte[] cells = window.cells();
        room(length + Part.WINDOW_HEAD_BYTES + cells.length);
        RecordFormat.putInt(bytes, length, layout.dictionary().codeOrAdd(name));
        RecordFormat.putInt(bytes, length + 4, window.definition());
        RecordFormat.putShort(bytes, length + 8, cells.length);
        System.arraycopy(cells, 0, bytes, length + Part.WINDOW_HEAD_BYTES, cells.length);
        length += Part.WINDOW_HEAD_BYTES + cells.length;
    }

    /** Adds what the windows of another facet hold, of the counters that there are now. */
    void merge(byte[] other, int from, int end) {
        Counters counters = layout.counters();
        for (int at = from; at < end; at = Counters.next(other, at)) {
            int counter = counters.indexOf(RecordFormat.getInt(other, at));
            if (counter >= 0 && counters.isCurrent(counter, other, at)) {
                int into = cells(counter);
                counters.window(counter).merge(bytes, into, other, at + Part.WINDOW_HEAD_BYTES);
            }
        }
    }

    private void room(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }
}
