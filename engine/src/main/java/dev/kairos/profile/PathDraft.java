package dev.kairos.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path that steps are put into. Those that were there stay the bytes that they are and are decoded only for who asks:
 * most touchpoints go to the end, and cost no look at the rest. Reused; the writer's thread only.
 */
final class PathDraft {

    private byte[] record = new byte[0];
    private Dictionary dictionary = Dictionary.inMemory();
    /** By place on the path: where the step begins in the record, or -1 for a new one. */
    private int[] offsets = new int[40];
    /** By place: the step, if it is new or was decoded. */
    private @Nullable PathItem[] items = new PathItem[40];

    private int count;
    private final PathItemCache cache = new PathItemCache();

    void load(byte[] bytes, int from, int end, Dictionary words) {
        record = bytes;
        dictionary = words;
        Arrays.fill(items, 0, count, null);
        count = 0;
        for (int at = from; at < end; at += PathBytes.length(bytes, at)) {
            insert(count, at, null);
        }
    }

    int size() {
        return count;
    }

    PathItem get(int place) {
        PathItem item = items[place];
        if (item == null) {
            item = cache.item(record, offsets[place], dictionary);
            items[place] = item;
        }
        return item;
    }

    /** The first so many of them. */
    List<PathItem> list(int first) {
        List<PathItem> list = new ArrayList<>(first + 1);
        for (int i = 0; i < first; i++) {
            list.add(get(i));
        }
        return list;
    }

    void place(PathItem item) {
        int place = count;
        while (place > 0 && isAfter(place - 1, item)) {
            place--;
        }
        insert(place, -1, item);
    }

    void removeFirst(int number) {
        System.arraycopy(offsets, number, offsets, 0, count - number);
        System.arraycopy(items, number, items, 0, count - number);
        Arrays.fill(items, count - number, count, null);
        count -= number;
    }

    void set(List<PathItem> all) {
        Arrays.fill(items, 0, count, null);
        count = 0;
        all.forEach(item -> insert(count, -1, item));
    }

    /** Writes a new one as it is, and others as they were. */
    void write(RecordBuffer out, PartEncoder encoder) {
        for (int i = 0; i < count; i++) {
            if (offsets[i] < 0) {
                encoder.item(get(i));
            } else {
                out.putBytes(record, offsets[i], PathBytes.length(record, offsets[i]));
            }
        }
    }

    private boolean isAfter(int place, PathItem item) {
        PathItem known = items[place];
        long atMs = known == null ? PathBytes.atMs(record, offsets[place]) : known.atMs();
        return atMs == item.atMs() ? get(place).compareTo(item) > 0 : atMs > item.atMs();
    }

    private void insert(int place, int offset, @Nullable PathItem item) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            items = Arrays.copyOf(items, 2 * count);
        }
        System.arraycopy(offsets, place, offsets, place + 1, count - place);
        System.arraycopy(items, place, items, place + 1, count - place);
        offsets[place] = offset;
        items[place] = item;
        count++;
    }
}
