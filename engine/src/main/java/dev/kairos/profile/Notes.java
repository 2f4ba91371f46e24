package dev.kairos.profile;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Links of one identity that do not hold now: withdrawn ones, and of an anonymous id those to users who had it before.
 * They count again should what stands against them go. A user has as notes the anonymous ids that have such a link to
 * it, so that nothing is left of the user when it is erased.
 */
final class Notes {

    /** Of an anonymous id, and of a user. */
    static final int MAX_CLAIMS = 16;

    static final int MAX_MENTIONS = 256;

    /**
     * @param atMs when the link was told last
     * @param withdrawnMs when it was withdrawn last, or {@link Note#NEVER}. It holds if it was told later than that
     */
    record Note(long atMs, long withdrawnMs, String source) {

        static final long NEVER = Long.MIN_VALUE;

        boolean holds() {
            return atMs > withdrawnMs;
        }

        Note told(long alsoAtMs, String by) {
            return alsoAtMs > atMs ? new Note(alsoAtMs, withdrawnMs, by) : this;
        }

        long lastMs() {
            return Math.max(atMs, withdrawnMs);
        }
    }

    private final Identity of;
    private final TreeMap<Identity, Note> notes = new TreeMap<>();

    Notes(Identity of) {
        this.of = of;
    }

    Identity of() {
        return of;
    }

    Map<Identity, Note> all() {
        return notes;
    }

    @Nullable
    Note get(Identity other) {
        return notes.get(other);
    }

    void put(Identity other, Note note) {
        notes.put(other, note);
    }

    void remove(Identity other) {
        notes.remove(other);
    }

    /** The user who would have the anonymous id if no other had; null when nobody. */
    @Nullable
    Identity next() {
        return notes.entrySet().stream()
                .filter(entry ->
                        entry.getKey().kind() == Kind.PERSON && entry.getValue().holds())
                .max(BY_TIME)
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** What is to be forgotten since there are too many; null when there are not. */
    @Nullable
    Identity tooMany() {
        int most = of.kind() == Kind.PERSON ? MAX_MENTIONS : MAX_CLAIMS;
        return notes.size() <= most
                ? null
                : notes.entrySet().stream().min(BY_LAST).orElseThrow().getKey();
    }

    private static final Comparator<Map.Entry<Identity, Note>> BY_TIME =
            Comparator.<Map.Entry<Identity, Note>>comparingLong(
                            entry -> entry.getValue().atMs())
                    .thenComparing(Map.Entry::getKey);

    private static final Comparator<Map.Entry<Identity, Note>> BY_LAST =
            Comparator.<Map.Entry<Identity, Note>>comparingLong(
                            entry -> entry.getValue().lastMs())
                    .thenComparing(Map.Entry::getKey);

    void read(byte[] record, Dictionary dictionary) {
        int at = RecordFormat.LINK_ID;
        while (at < record.length) {
            int bytes = RecordFormat.getUnsignedShort(record, at + 1);
            Identity other = new Identity(Kind.ofPrefix(record[at]), Utf8.decode(record, at + 3, bytes));
            at += 3 + bytes;
            String source = dictionary.word(RecordFormat.getInt(record, at + 16));
            notes.put(other, new Note(RecordFormat.getLong(record, at), RecordFormat.getLong(record, at + 8), source));
            at += 20;
        }
    }

    void write(RecordBuffer out) {
        notes.forEach((other, note) -> {
            out.putByte(other.kind().prefix());
            out.putId(other.id());
            out.putLong(note.atMs());
            out.putLong(note.withdrawnMs());
            out.putInt(out.code(note.source()));
        });
    }
}
