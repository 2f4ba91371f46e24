package dev.kairos.profile;

import java.util.Arrays;

/** An entry that a transaction looked at: as it was and as it will be. Reused from one transaction to the next. */
final class Touched {

    /** Up to where a record's header, and only a header, is needed to stamp it. */
    private static final int POSITION_END = RecordFormat.AT_POSITION + Long.BYTES;

    final Raw key = new Raw(32);
    final Raw before = new Raw(512);
    final Raw after = new Raw(512);
    private boolean existed;
    private boolean exists;
    private boolean put;
    private boolean changed;

    void start(Raw wanted, ProfileMap map) {
        key.set(wanted.bytes, 0, wanted.length);
        existed = map.get(key, before);
        exists = existed;
        put = false;
        changed = false;
    }

    boolean is(Raw wanted) {
        return Arrays.equals(key.bytes, 0, key.length, wanted.bytes, 0, wanted.length);
    }

    void put(byte[] bytes, int length) {
        after.set(bytes, 0, length);
        put = true;
        exists = true;
    }

    void remove() {
        exists = false;
        put = false;
    }

    /** The record as it stands now; to be asked only where there is one. */
    Raw record() {
        return put ? after : before;
    }

    boolean existed() {
        return existed;
    }

    boolean exists() {
        return exists;
    }

    /** Gives what was put the position of the record that it comes from, unless nothing but that would change. */
    void settle(long position) {
        changed = existed != exists || put && !sameBesidesPosition();
        if (changed && put) {
            RecordFormat.putLong(after.bytes, RecordFormat.AT_POSITION, position);
        }
    }

    /** Once settled: whether there is something to write. */
    boolean changed() {
        return changed;
    }

    /** The position of the record that changed it last, as it was. */
    long positionBefore() {
        return RecordFormat.getLong(before.bytes, RecordFormat.AT_POSITION);
    }

    private boolean sameBesidesPosition() {
        return before.length == after.length
                && Arrays.equals(before.bytes, 0, RecordFormat.AT_POSITION, after.bytes, 0, RecordFormat.AT_POSITION)
                && Arrays.equals(before.bytes, POSITION_END, before.length, after.bytes, POSITION_END, after.length);
    }
}
