package dev.kairos.http;

import java.util.Collections;
import java.util.List;

/**
 * The keys that are accepted. Without any, the server answers only on loopback.
 *
 * @param write public keys, which may sit in a page: they may decide and send touchpoints
 * @param secret keys that may do all
 */
public record KeySet(List<String> write, List<String> secret) {

    public static final KeySet NONE = new KeySet(List.of(), List.of());

    private static final int SHORTEST = 8;

    public KeySet {
        write = List.copyOf(write);
        secret = List.copyOf(secret);
        write.forEach(KeySet::check);
        secret.forEach(KeySet::check);
        if (!Collections.disjoint(write, secret)) {
            throw new IllegalArgumentException("a key is listed both as a write key and as a secret key");
        }
    }

    public boolean isEmpty() {
        return write.isEmpty() && secret.isEmpty();
    }

    /** Says nothing of the keys themselves. */
    @Override
    public String toString() {
        return write.size() + " write keys, " + secret.size() + " secret keys";
    }

    private static void check(String key) {
        if (key.length() < SHORTEST) {
            throw new IllegalArgumentException("a key has " + key.length() + " characters; at least " + SHORTEST);
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':' && c != '"')) {
            throw new IllegalArgumentException("a key has characters other than visible ASCII without : and \"");
        }
    }
}
