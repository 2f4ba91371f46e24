package dev.kairos.profile;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The keys of all entries that some identities can have, whatever the entry is for. */
final class BlankedKeys {

    private final Set<ByteBuffer> keys = new HashSet<>();

    BlankedKeys(Collection<ProfileKey> identities) {
        for (ProfileKey key : identities) {
            add(EntryKey.of(key));
            if (key.kind() == Kind.PERSON || key.kind() == Kind.ANONYMOUS) {
                Identity identity = new Identity(key.kind(), key.id());
                add(EntryKey.facet(identity));
                add(EntryKey.notes(identity));
            }
        }
    }

    private void add(EntryKey entry) {
        Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
        key.setKey(entry.prefix(), entry.id());
        keys.add(ByteBuffer.wrap(key.copy()));
    }

    boolean has(Raw key) {
        return keys.contains(ByteBuffer.wrap(key.bytes, 0, key.length));
    }

    boolean has(byte[] key) {
        return keys.contains(ByteBuffer.wrap(key));
    }
}
