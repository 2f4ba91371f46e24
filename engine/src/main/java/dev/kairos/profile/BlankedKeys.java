package dev.kairos.profile;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The keys of all entries that some identities can have, whatever the entry is for. */
final class BlankedKeys {

    private static final String OF_PERSON = "pPq";
    private static final String OF_ANONYMOUS = "aAb";

    private final Set<ByteBuffer> keys = new HashSet<>();

    BlankedKeys(Collection<ProfileKey> identities) {
        for (ProfileKey identity : identities) {
            for (char prefix : prefixes(identity.kind()).toCharArray()) {
                Raw key = new Raw(1 + Utf8.MAX_ID_BYTES);
                key.setKey((byte) prefix, identity.id());
                keys.add(ByteBuffer.wrap(key.copy()));
            }
        }
    }

    boolean has(Raw key) {
        return keys.contains(ByteBuffer.wrap(key.bytes, 0, key.length));
    }

    boolean has(byte[] key) {
        return keys.contains(ByteBuffer.wrap(key));
    }

    private static String prefixes(Kind kind) {
        return switch (kind) {
            case PERSON -> OF_PERSON;
            case ANONYMOUS -> OF_ANONYMOUS;
            case HOUSEHOLD, COMPANY -> String.valueOf((char) kind.prefix());
        };
    }
}
