package dev.kairos.journey;

/**
 * What set something off: a record of the journal, or a wake-up that was due before one. Causes are in the order in
 * which they are applied, which is the same each time.
 *
 * @param position of the record
 * @param dueMs of the wake-up; {@link Long#MAX_VALUE} for the record itself, which comes last
 * @param key of the person that the wake-up was for; empty for the record itself
 */
record Cause(long position, long dueMs, String key) implements Comparable<Cause> {

    static final Cause NONE = new Cause(-1, 0, "");

    static Cause ofRecord(long position) {
        return new Cause(position, Long.MAX_VALUE, "");
    }

    @Override
    public int compareTo(Cause other) {
        if (position != other.position) {
            return Long.compare(position, other.position);
        }
        return dueMs != other.dueMs ? Long.compare(dueMs, other.dueMs) : key.compareTo(other.key);
    }
}
