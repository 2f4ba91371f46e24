package dev.kairos.profile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries that one change touches, as they were and as they will be; nothing is written before all is known. */
final class Transaction {

    /** An entry touched; before and after are null where there is none. */
    private static final class Touched {
        private final ProfileKey key;
        private final byte[] rawKey;
        private final byte @Nullable [] before;
        private byte @Nullable [] after;

        Touched(ProfileKey key, byte[] rawKey, byte @Nullable [] before) {
            this.key = key;
            this.rawKey = rawKey;
            this.before = before;
            this.after = before;
        }

        boolean changed() {
            return before != after;
        }
    }

    private final ProfileMap map;
    private final Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
    private final Raw record = new Raw(1_024);
    private final List<Touched> touched = new ArrayList<>();

    Transaction(ProfileMap map) {
        this.map = map;
    }

    void start() {
        touched.clear();
    }

    /** The record as this change leaves it so far. */
    byte @Nullable [] read(ProfileKey wanted) {
        return touch(wanted).after;
    }

    void put(ProfileKey wanted, byte[] after) {
        touch(wanted).after = after;
    }

    void remove(ProfileKey wanted) {
        touch(wanted).after = null;
    }

    /** How many more entries the map will have. */
    int growth() {
        int growth = 0;
        for (Touched entry : touched) {
            growth += (entry.after == null ? 0 : 1) - (entry.before == null ? 0 : 1);
        }
        return growth;
    }

    /** How many entries may need more room than they have. */
    int inNeedOfRoom() {
        int count = 0;
        for (Touched entry : touched) {
            int before = entry.before == null ? 0 : entry.before.length;
            count += entry.after != null && entry.after.length > before ? 1 : 0;
        }
        return count;
    }

    List<Entry> after() {
        List<Entry> entries = new ArrayList<>(touched.size());
        for (Touched entry : touched) {
            if (entry.changed()) {
                entries.add(new Entry(entry.rawKey, entry.after));
            }
        }
        return entries;
    }

    List<Entry> before() {
        List<Entry> entries = new ArrayList<>(touched.size());
        for (Touched entry : touched) {
            if (entry.changed()) {
                entries.add(new Entry(entry.rawKey, entry.before));
            }
        }
        return entries;
    }

    private Touched touch(ProfileKey wanted) {
        for (Touched entry : touched) {
            if (entry.key.equals(wanted)) {
                return entry;
            }
        }
        key.setKey(wanted.kind(), wanted.id());
        byte[] before = map.get(key, record) ? record.copy() : null;
        Touched entry = new Touched(wanted, key.copy(), before);
        touched.add(entry);
        return entry;
    }
}
