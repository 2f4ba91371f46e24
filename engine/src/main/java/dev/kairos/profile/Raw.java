package dev.kairos.profile;

import java.util.Arrays;

/** Bytes of which the first so many count: a key or a record on its way into or out of the map. Reused; one thread. */
final class Raw {

    byte[] bytes;
    int length;

    Raw(int capacity) {
        bytes = new byte[capacity];
    }

    /** A buffer at least so long; what was in it is lost. */
    byte[] room(int capacity) {
        if (bytes.length < capacity) {
            bytes = new byte[Math.max(capacity, 2 * bytes.length)];
        }
        return bytes;
    }

    void set(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, room(count), 0, count);
        length = count;
    }

    /** Makes it the key of a profile; false, and no key, when this cannot be an id. */
    boolean setKey(Kind kind, String id) {
        return setKey(kind.prefix(), id);
    }

    boolean setKey(byte prefix, String id) {
        byte[] target = room(1 + Utf8.MAX_ID_BYTES);
        target[0] = prefix;
        int idBytes = Utf8.encodeId(id, target, 1);
        length = 1 + idBytes;
        return idBytes > 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }
}
