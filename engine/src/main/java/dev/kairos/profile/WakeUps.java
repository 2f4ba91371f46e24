package dev.kairos.profile;

/**
 * Keeps the wake-ups as the profiles say: when an entry's due time has changed with a transaction, the old wake-up goes
 * and the new one comes with it. The writer's thread only.
 */
final class WakeUps {

    private final Timers timers;

    WakeUps(Timers timers) {
        this.timers = timers;
    }

    /** Adds to the transaction what follows from what it has so far. */
    void follow(Transaction transaction) {
        int entries = transaction.size();
        for (int i = 0; i < entries; i++) {
            Touched entry = transaction.get(i);
            byte prefix = entry.key.bytes[0];
            if (prefix == Kind.PERSON.prefix() || prefix == Kind.ANONYMOUS.prefix()) {
                follow(entry);
            }
        }
    }

    private void follow(Touched entry) {
        long before = entry.existed() ? dueMs(entry.before) : 0;
        long after = entry.exists() ? dueMs(entry.record()) : 0;
        if (before != after) {
            ProfileKey whose = key(entry.key);
            if (before != 0) {
                timers.remove(before, whose);
            }
            if (after != 0) {
                timers.add(after, whose);
            }
        }
    }

    private long dueMs(Raw record) {
        if (LinkRecord.is(record.bytes)) {
            return 0;
        }
        // Parts are in their order and this is the first of them, so there is no need to look for the others.
        int first = RecordFormat.getUnsignedShort(record.bytes, RecordFormat.AT_PARTS);
        boolean hasDue = record.bytes[RecordFormat.AT_FORMAT] != RecordFormat.FIRST_FORMAT
                && first != 0
                && record.bytes[first] == Part.SEEN.tag();
        return hasDue ? RecordFormat.getLong(record.bytes, first + Part.HEAD_BYTES + 16) : 0;
    }

    private static ProfileKey key(Raw key) {
        return new ProfileKey(Kind.ofPrefix(key.bytes[0]), Utf8.decode(key.bytes, 1, key.length - 1));
    }
}
