package dev.kairos.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works out what a change makes of which entries: the profile itself, the links of its anonymous ids, and the person
 * who had an id before. The writer's thread only.
 */
final class ChangeMaker {

    private final Transaction transaction;
    private final RecordEncoder encoder;
    private ProfileLayout layout;

    ChangeMaker(ProfileMap map, int maxRecordBytes, ProfileLayout layout) {
        this.transaction = new Transaction(map);
        this.encoder = new RecordEncoder(maxRecordBytes);
        this.layout = layout;
    }

    /** What the last change touches. */
    Transaction transaction() {
        return transaction;
    }

    /** Fills the transaction; unless the result is {@link WriteResult#done()}, it is not to be written. */
    WriteResult make(Change change, ProfileLayout current) {
        layout = current;
        transaction.start();
        if (change instanceof Change.Erase erase) {
            return erase(erase.key());
        }
        ProfileKey key = owner(change.key());
        if (change instanceof Change.Merge merge) {
            WriteResult refused = refusal(key, merge.patch());
            return refused != null
                    ? refused
                    : write(key, Merging.patched(decoded(key, transaction.read(key)), merge.patch(), merge.removed()));
        }
        ProfileData data = ((Change.Replace) change).data();
        WriteResult refused = refusal(key, data);
        return refused != null ? refused : write(key, data);
    }

    private @Nullable WriteResult refusal(ProfileKey key, ProfileData data) {
        boolean belongs = data.household() != null || data.company() != null;
        boolean identified = !data.anonymousIds().isEmpty();
        boolean person = key.kind() == Kind.PERSON;
        boolean group = key.kind() == Kind.HOUSEHOLD || key.kind() == Kind.COMPANY;
        if (identified && !person || belongs && group) {
            return WriteResult.INVALID;
        }
        return ProfileCheck.refusal(layout, key.kind(), data);
    }

    private WriteResult write(ProfileKey key, ProfileData data) {
        byte[] before = transaction.read(key);
        ProfileData whole = data;
        Set<String> had = anonymousIds(key, before);
        for (String id : data.anonymousIds()) {
            if (!had.remove(id)) {
                whole = claim(key, id, whole);
            }
        }
        for (String id : had) {
            transaction.remove(new ProfileKey(Kind.ANONYMOUS, id));
        }
        WriteResult refused = put(key, whole.withHistory(decoded(key, before).history()));
        if (refused != null) {
            return refused;
        }
        return before == null ? WriteResult.CREATED : WriteResult.UPDATED;
    }

    /** Makes the id lead to this person, and the person's data what it is with the visitor's. */
    private ProfileData claim(ProfileKey person, String anonymousId, ProfileData data) {
        ProfileKey key = new ProfileKey(Kind.ANONYMOUS, anonymousId);
        byte[] existing = transaction.read(key);
        ProfileData whole = data;
        if (existing != null && !isLink(existing)) {
            whole = Merging.claimed(data, decoded(key, existing));
        } else if (existing != null && !linkedTo(existing).equals(person)) {
            unlink(linkedTo(existing), anonymousId);
        }
        encoder.encodeLink(layout, Identity.user(person.id()), List.of(), 0);
        transaction.put(key, encoder.copy());
        return whole;
    }

    private void unlink(ProfileKey person, String anonymousId) {
        byte[] record = transaction.read(person);
        if (record != null) {
            // One id less: it fits wherever it did, and its words have their codes.
            put(person, Merging.without(decoded(person, record), anonymousId));
        }
    }

    private WriteResult erase(ProfileKey key) {
        byte[] record = transaction.read(key);
        if (record == null) {
            return WriteResult.NOT_FOUND;
        }
        if (key.kind() == Kind.ANONYMOUS && isLink(record)) {
            unlink(linkedTo(record), key.id());
        } else {
            for (String id : anonymousIds(key, record)) {
                transaction.remove(new ProfileKey(Kind.ANONYMOUS, id));
            }
        }
        transaction.remove(key);
        return WriteResult.ERASED;
    }

    private @Nullable WriteResult put(ProfileKey key, ProfileData data) {
        WriteResult refused = encoder.encode(layout, key.kind(), Contents.of(data), 0);
        if (refused == null) {
            transaction.put(key, encoder.copy());
        }
        return refused;
    }

    /** Whom a change to this key is for. */
    private ProfileKey owner(ProfileKey key) {
        if (key.kind() != Kind.ANONYMOUS) {
            return key;
        }
        byte[] record = transaction.read(key);
        return record != null && isLink(record) ? linkedTo(record) : key;
    }

    private ProfileData decoded(ProfileKey key, byte @Nullable [] record) {
        return record == null ? ProfileData.EMPTY : layout.decode(key.kind(), record, 0, record.length);
    }

    private Set<String> anonymousIds(ProfileKey key, byte @Nullable [] record) {
        Set<String> ids = new HashSet<>();
        boolean any = key.kind() == Kind.PERSON
                && record != null
                && RecordFormat.getUnsignedShort(record, RecordFormat.AT_ANONYMOUS_IDS + 2) > 0;
        if (any) {
            ids.addAll(decoded(key, record).anonymousIds());
        }
        return ids;
    }

    private static boolean isLink(byte[] record) {
        return LinkRecord.is(record);
    }

    private static ProfileKey linkedTo(byte[] record) {
        return LinkRecord.target(record, record.length).key();
    }
}
