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
    private int from;
    private int end;
    private Dictionary dictionary = Dictionary.inMemory();
    /** By place on the path: where the step begins in the record, or -1 for a new one. */
    private int[] offsets = new int[40];
    /** By place: the step, if it is new or was decoded. */
    private @Nullable PathItem[] items = new PathItem[40];

    private int count;
    /** How many at the end are new, and whether that is all that has changed. */
    private int grown;

    private boolean onlyGrown = true;
    private final PathItemCache cache = new PathItemCache();

    void load(byte[] bytes, int start, int stop, Dictionary words) {
        record = bytes;
        from = start;
        end = stop;
        dictionary = words;
        Arrays.fill(items, 0, count, null);
        count = 0;
        grown = 0;
        onlyGrown = true;
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
        onlyGrown &= place == count;
        grown++;
        insert(place, -1, item);
    }

    /** As it was when it was loaded. */
    List<PathItem> loaded() {
        List<PathItem> all = new ArrayList<>(count + 1);
        int place = 0;
        for (int at = from; at < end; at += PathBytes.length(record, at)) {
            while (place < count && offsets[place] < at) {
                place++;
            }
            boolean stays = place < count && offsets[place] == at;
            all.add(stays ? get(place) : cache.item(record, at, dictionary));
        }
        return all;
    }

    /** What came to the end since it was loaded; null when there was nothing before, or more than that has changed. */
    @Nullable
    Growth growth() {
        int before = count - grown;
        if (!onlyGrown || before < 1) {
            return null;
        }
        List<PathItem> items = new ArrayList<>(grown);
        for (int i = before; i < count; i++) {
            items.add(get(i));
        }
        return new Growth(PathBytes.atMs(record, offsets[before - 1]), items);
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
        onlyGrown = false;
        all.forEach(item -> insert(count, -1, item));
    }

    /** Writes a new one as it is, and others as they were, those that lie together in one go. */
    void write(RecordBuffer out, PartEncoder encoder) {
        for (int i = 0; i < count; ) {
            if (offsets[i] < 0) {
                encoder.item(get(i++));
            } else {
                int from = offsets[i];
                int end = from;
                for (; i < count && offsets[i] == end; i++) {
                    end += PathBytes.length(record, end);
                }
                out.putBytes(record, from, end - from);
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
