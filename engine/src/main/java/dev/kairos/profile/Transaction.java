package dev.kairos.profile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries that one change touches, as they were and as they will be; nothing is written before all is known. Its
 * buffers are reused. The writer's thread only.
 */
final class Transaction {

    private final ProfileMap map;
    private final Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
    private final List<Touched> touched = new ArrayList<>();
    private int count;

    Transaction(ProfileMap map) {
        this.map = map;
    }

    void start() {
        count = 0;
    }

    /** A copy of the record as this change leaves it so far, or null. */
    byte @Nullable [] read(EntryKey wanted) {
        return read(wanted.prefix(), wanted.id());
    }

    /** A copy of the record under a key of another prefix than those of {@link Kind}, or null. */
    byte @Nullable [] read(byte prefix, String id) {
        Touched entry = touch(prefix, id);
        return entry.exists() ? entry.record().copy() : null;
    }

    /** Copies the record; {@code after} may be reused. */
    void put(EntryKey wanted, byte[] after, int length) {
        put(wanted.prefix(), wanted.id(), after, length);
    }

    /** Copies the record; {@code after} may be reused. */
    void put(byte prefix, String id, byte[] after, int length) {
        touch(prefix, id).put(after, length);
    }

    void remove(EntryKey wanted) {
        remove(wanted.prefix(), wanted.id());
    }

    /** The entry under this key, in this transaction from now on; good until the next one starts. */
    Touched touch(EntryKey wanted) {
        return touch(wanted.prefix(), wanted.id());
    }

    void remove(byte prefix, String id) {
        touch(prefix, id).remove();
    }

    /** The entry under this key, in this transaction from now on; good until the next one starts. */
    Touched touch(Raw wanted) {
        Touched known = find(wanted);
        if (known != null) {
            return known;
        }
        if (count == touched.size()) {
            touched.add(new Touched());
        }
        Touched entry = touched.get(count);
        entry.start(wanted, map);
        count++;
        return entry;
    }

    /** The entry if this transaction has touched it already, else null. */
    @Nullable
    Touched find(Raw wanted) {
        for (int i = 0; i < count; i++) {
            if (touched.get(i).is(wanted)) {
                return touched.get(i);
            }
        }
        return null;
    }

    /** All is known: what is changed gets its position. Returns how many entries are. */
    int settle(long position) {
        int changed = 0;
        for (int i = 0; i < count; i++) {
            touched.get(i).settle(position);
            changed += touched.get(i).changed() ? 1 : 0;
        }
        return changed;
    }

    /** How many entries were touched; some of them may not have changed. */
    int size() {
        return count;
    }

    Touched get(int index) {
        return touched.get(index);
    }

    /** How many more entries the map will have, those aside that list wake-ups: they take what room there is. */
    int growth() {
        int growth = 0;
        for (int i = 0; i < count; i++) {
            Touched entry = touched.get(i);
            if (!TimerChunk.isKey(entry.key)) {
                growth += (entry.exists() ? 1 : 0) - (entry.existed() ? 1 : 0);
            }
        }
        return growth;
    }

    /** How many entries may need more room than they have. */
    int inNeedOfRoom() {
        int needy = 0;
        for (int i = 0; i < count; i++) {
            Touched entry = touched.get(i);
            int before = entry.existed() ? entry.before.length : 0;
            needy += entry.exists() && entry.record().length > before ? 1 : 0;
        }
        return needy;
    }

    private Touched touch(byte prefix, String id) {
        key.setKey(prefix, id);
        return touch(key);
    }
}
